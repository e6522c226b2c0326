import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter, Builder } from '@sveltejs/kit';

interface Part {
  readonly imports: readonly string[];
  readonly fonts: readonly { readonly file: string }[];
}

/** Which parts a page is made of, by their numbers; those that show errors come with it. */
interface Page {
  readonly layouts: readonly number[];
  readonly errors: readonly (number | undefined)[];
  readonly leaf: number;
}

interface Manifest {
  readonly client: Part;
  readonly nodes: readonly (() => Promise<Part>)[];
  readonly routes: readonly { readonly id: string; readonly page: Page | null }[];
}

/** What the browser fetches for a page, and what starts it. */
async function partsOf(builder: Builder, id: string): Promise<Part[]> {
  const file = pathToFileURL(join(builder.getServerDirectory(), 'manifest-full.js')).href;
  const { manifest } = (await import(file)) as { manifest: Manifest };
  const page = manifest.routes.find((route) => route.id === id)?.page;
  if (!page) throw new Error(`there is no page ${id} to preload`);
  const numbers = new Set([...page.layouts, ...page.errors, page.leaf]);
  const wanted = manifest.nodes.filter((_, number) => numbers.has(number));
  return [manifest.client, ...(await Promise.all(wanted.map((load) => load())))];
}

async function longestFirst(folder: string, files: readonly string[]): Promise<string[]> {
  const weighed = await Promise.all(files.map(async (file) => ({ file, size: (await stat(join(folder, file))).size })));
  return weighed.sort((one, other) => other.size - one.size).map(({ file }) => file);
}

/** Links to preload a page's scripts and its font; the first is to the script that takes longest. */
async function linksOf(builder: Builder, id: string): Promise<string[]> {
  const parts = await partsOf(builder, id);
  const scripts = new Set(parts.flatMap(({ imports }) => imports));
  const fonts = new Set(parts.flatMap((part) => part.fonts.map(({ file }) => file)));
  return [
    ...(await longestFirst(builder.getClientDirectory(), [...scripts])).map(
      (file) => `<link href="/${file}" rel="modulepreload">`,
    ),
    ...[...fonts].map((file) => `<link href="/${file}" rel="preload" as="font" type="font/woff2" crossorigin>`),
  ];
}

/** Writes links into a page that is already there. */
async function write(file: string, links: string): Promise<void> {
  const html = await readFile(file, 'utf8');
  await writeFile(file, html.replace('</head>', `${links}</head>`));
}

/**
 * An adapter whose pages preload what one of them needs, the one where most people begin: the router would ask for its
 * scripts one after the other, once it runs itself. A page that was rendered at the build asks for the longest only, until
 * it is painted (src/early.js): a phone is as long at asking for a dozen files as at painting a form.
 */
export const preloading = (id: string, adapter: Adapter): Adapter => ({
  ...adapter,
  adapt: (builder) =>
    adapter.adapt({
      ...builder,
      async generateFallback(shell) {
        await builder.generateFallback(shell);
        const [longest = '', ...others] = await linksOf(builder, id);
        await write(shell, longest + others.join(''));
        const kept = `${longest}<template id="preloads">${others.join('')}</template>`;
        for (const { file } of builder.prerendered.pages.values()) await write(join(dirname(shell), file), kept);
      },
    }),
});
