import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

import { i18nOptions } from './i18n.mjs';

const server = process.env.SOCLE_SERVER ?? 'http://localhost:4000';
const proxied = ['/graphql', '/playground', '/health', '/version', '/status', '/.well-known'];

export default defineConfig({
  plugins: [
    paraglideVitePlugin(i18nOptions),
    sveltekit({
      adapter: adapter({ fallback: 'index.html', precompress: true }),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
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
      version: { pollInterval: 0 },
    }),
  ],
  server: {
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: server }])),
  },
});
