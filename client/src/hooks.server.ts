import type { Handle, ResolveOptions } from '@sveltejs/kit/hooks';
import early from './early.js?raw';
import { locale, locales } from '#lib/i18n/index.ts';

/** Why somebody comes to a page, and an address that says so. */
const occasions = { none: '', page: '?next=/account', claim: '?next=/claim' };

/** As app.html names it: nothing may be fetched before the first paint. */
const earlyTag = '<script src="./early.js"></script>';

/** What Svelte rendered, from its first mark to its last. */
const rendered = /<!--\[-->.*<!--\]-->/s;
const title = /<title>([^<]*)<\/title>/;

const options: ResolveOptions = {
  // The build names what is preloaded (preloading.ts).
  preload: () => false,
  transformPageChunk: ({ html }) => html.replace(earlyTag, () => `<script>${early}</script>`),
};

type Open = (search: string) => Promise<Response>;

function asView(html: string, language: string, why: string): string {
  const [body = ''] = rendered.exec(html) ?? [];
  const [, name = ''] = title.exec(html) ?? [];
  return `<template lang="${language}" data-why="${why}" title="${name.replaceAll('"', '&quot;')}">${body}</template>`;
}

/** A page in every language and for every occasion; early.js shows one of them before the first paint. */
async function renderViews(open: Open): Promise<string> {
  const views: string[] = [];
  for (const language of locales) {
    locale.suggest(language);
    for (const [why, search] of Object.entries(occasions))
      views.push(asView(await (await open(search)).text(), language, why));
  }
  return `${views.join('')}<first-view></first-view>`;
}

/** Runs at the build, for the shell and for each page that is rendered there. */
export const handle: Handle = async ({ event, resolve }) => {
  const { origin, pathname } = event.url;
  const open: Open = async (search) => resolve({ ...event, url: new URL(pathname + search, origin) }, options);
  const page = await open('');
  const html = await page.clone().text();
  if (!rendered.test(html)) return page;
  const views = await renderViews(open);
  for (const header of ['content-length', 'etag']) page.headers.delete(header);
  return new Response(
    html.replace(title, '').replace(rendered, () => views),
    page,
  );
};
