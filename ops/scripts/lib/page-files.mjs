import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file as nginx sends it: the compressed copy that the build laid beside it, or itself where there is none. */
function asServed(client, file) {
  const path = join(client, 'build', file);
  if (!existsSync(path)) throw new Error(`the client’s build has no ${file}: build it again (npm run build -- client)`);
  return existsSync(`${path}.gz`) ? `${path}.gz` : path;
}

/** The address that a page has for people. */
export const addressOf = (id) => id.replaceAll(/\/\([^)]+\)/g, '') || '/';

/** The page itself: its own file where it was rendered at the build, the shell of all others where not. */
export function documentOf(client, id) {
  const own = `${addressOf(id).slice(1)}.html`;
  return existsSync(join(client, 'build', own)) ? own : 'index.html';
}

/** The files that a page names: what it asks for by itself, and what it holds already, in place of a disabled link. */
function readDocument(client, id) {
  const file = documentOf(client, id);
  const html = readFileSync(join(client, 'build', file), 'utf8');
  const tags = html.match(/<(link|script)\b[^>]*>/g) ?? [];
  const { held = [], fetched = [] } = Object.groupBy(tags, (tag) => (/\sdisabled\b/.test(tag) ? 'held' : 'fetched'));
  const filesOf = (some) => some.flatMap((tag) => tag.match(/(?<=\s(?:href|src)="\/)[^"]+/g) ?? []);
  return { held: filesOf(held), fetched: [file, ...filesOf(fetched)] };
}

/** The build's own list of pages, with what SvelteKit fetches for each of their parts. */
async function readManifest(client) {
  const file = join(client, '.svelte-kit', 'output', 'server', 'manifest-full.js');
  const { manifest } = await import(pathToFileURL(file).href);
  return { routes: manifest.routes.filter(({ page }) => page), nodes: manifest.nodes };
}

/** What the router fetches to show a route; the parts that show errors are fetched with it. */
async function filesOfRoute(client, id) {
  const { routes, nodes } = await readManifest(client);
  const route = routes.find((one) => one.id === id);
  if (!route) throw new Error(`the client has no page ${id}`);
  const { layouts, errors, leaf } = route.page;
  const parts = new Set([...layouts, ...errors, leaf].filter((index) => index !== undefined));
  const loaded = await Promise.all([...parts].map((index) => nodes[index]()));
  return loaded.flatMap(({ imports, stylesheets, fonts }) => [
    ...imports,
    ...stylesheets,
    ...fonts.map(({ file }) => file),
  ]);
}

/** The pages of the client, as SvelteKit names them. */
export async function pagesOf(client) {
  return (await readManifest(client)).routes.map(({ id }) => id);
}

/** Every file that a browser with an empty cache fetches to show a page, as it comes over the wire. */
export async function firstLoad(client, id) {
  const { held, fetched } = readDocument(client, id);
  const files = new Set([...fetched, ...(await filesOfRoute(client, id))]).difference(new Set(held));
  return [...files].map((file) => asServed(client, file));
}

/** What the router fetches to show a page where another one was loaded before. */
export async function ownFiles(client, id, before) {
  const { held, fetched } = readDocument(client, before);
  const known = new Set([...held, ...fetched, ...(await filesOfRoute(client, before))]);
  return [...new Set(await filesOfRoute(client, id)).difference(known)].map((file) => asServed(client, file));
}

/** Bytes of some files together. */
export const bytesOf = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);
