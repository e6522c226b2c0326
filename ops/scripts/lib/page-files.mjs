import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file as nginx sends it: the compressed copy that the build laid beside it, or itself where there is none. */
function asServed(client, file) {
  const path = join(client, 'build', file);
  if (!existsSync(path)) throw new Error(`the client’s build has no ${file}: build it again (npm run build -- client)`);
  return existsSync(`${path}.gz`) ? `${path}.gz` : path;
}

/** What the page's shell asks for by itself: its scripts and styles, what it preloads, its icon. */
function filesOfShell(client) {
  const shell = readFileSync(join(client, 'build', 'index.html'), 'utf8');
  const tags = shell.match(/<(link|script)\b[^>]*>/g) ?? [];
  const addresses = tags.flatMap((tag) => tag.match(/(?<=\s(?:href|src)=")\/[^"]+/g) ?? []);
  return ['index.html', ...addresses.map((address) => address.slice(1))];
}

/** The build's own list of pages, with what SvelteKit fetches for each of their parts. */
async function readManifest(client) {
  const file = join(client, '.svelte-kit', 'output', 'server', 'manifest.js');
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
  const files = [...filesOfShell(client), ...(await filesOfRoute(client, id))];
  return [...new Set(files)].map((file) => asServed(client, file));
}

/** What a page fetches where another one was loaded before. */
export async function ownFiles(client, id, before) {
  const known = new Set(await firstLoad(client, before));
  return (await firstLoad(client, id)).filter((file) => !known.has(file));
}

/** Bytes of some files together. */
export const bytesOf = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);
