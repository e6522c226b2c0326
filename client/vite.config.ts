import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

import { i18nOptions } from './i18n.mjs';
import { preloading } from './preloading.ts';

const server = process.env.SOCLE_SERVER ?? 'http://localhost:4000';
const proxied = ['/graphql', '/files', '/playground', '/health', '/version', '/status', '/.well-known'];

/**
 * What everybody loads comes as one file, not as thirty: on a phone each request costs more than its bytes. What starts
 * the rest stays apart: SvelteKit sets the address and the version of the build before anything else may read them.
 */
const chunks = [
  {
    name: 'start',
    test: /[\\/]kit[\\/]src[\\/]runtime[\\/]client[\\/]payload\.js|vite[\\/]preload-helper/,
    priority: 3,
  },
  { name: 'first', test: /[\\/]src[\\/](hooks\.client|routes[\\/](\+|\(public\)[\\/](\+|sign-in[\\/])))/, priority: 2 },
  { name: 'shared', minShareCount: 2, priority: 1 },
];

/** A script that stands in the pages themselves, as the policy names it. */
function hashOf(file: string): `sha256-${string}` {
  const script = readFileSync(new URL(file, import.meta.url));
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

export default defineConfig({
  plugins: [
    paraglideVitePlugin(i18nOptions),
    sveltekit({
      adapter: preloading('/(public)/sign-in', adapter({ fallback: 'index.html', precompress: true })),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self', hashOf('src/early.js')],
          'style-src': ['self'],
          // Floating elements are placed by style attributes.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'object-src': ['none'],
        },
      },
      // The styles of the first page come with it: it is painted before anything else arrives.
      inlineStyleThreshold: 20_000,
      paths: { relative: false },
      prerender: { crawl: false },
      version: { pollInterval: 0 },
    }),
  ],
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: chunks } } } } } },
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: server }])),
  },
});
