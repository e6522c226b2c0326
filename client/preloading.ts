import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter, Builder } from '@sveltejs/kit';

interface Part {
  readonly imports: readonly string[];
}

/** Which parts a page is made of, by their numbers; those that show errors come with it. */
interface Page {
  readonly layouts: readonly number[];
  readonly errors: readonly (number | undefined)[];
  readonly leaf: number;
}

interface Manifest {
  readonly nodes: readonly (() => Promise<Part>)[];
  readonly routes: readonly { readonly id: string; readonly page: Page | null }[];
}

/** The scripts of a page, as SvelteKit lists them. */
async function scriptsOf(builder: Builder, id: string): Promise<string[]> {
  const file = pathToFileURL(join(builder.getServerDirectory(), 'manifest.js')).href;
  const { manifest } = (await import(file)) as { manifest: Manifest };
  const page = manifest.routes.find((route) => route.id === id)?.page;
  if (!page) throw new Error(`there is no page ${id} to preload`);
  const numbers = new Set([...page.layouts, ...page.errors, page.leaf]);
  const wanted = manifest.nodes.filter((_, number) => numbers.has(number));
  const parts = await Promise.all(wanted.map((load) => load()));
  return parts.flatMap(({ imports }) => imports);
}

/** Names in the shell what else one page needs: the router would ask for it only once it runs itself. */
async function preload(builder: Builder, shell: string, id: string): Promise<void> {
  const html = await readFile(shell, 'utf8');
  const missing = (await scriptsOf(builder, id)).filter((script) => !html.includes(script));
  const links = [...new Set(missing)].map((script) => `<link href="/${script}" rel="modulepreload">`);
  await writeFile(shell, html.replace('</head>', `${links.join('')}</head>`));
}

/** An adapter whose shell preloads one page: the one where most people begin. */
export const preloading = (id: string, adapter: Adapter): Adapter => ({
  ...adapter,
  adapt: (builder) =>
    adapter.adapt({
      ...builder,
      async generateFallback(shell) {
        await builder.generateFallback(shell);
        await preload(builder, shell, id);
      },
    }),
});
