import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The editor is large: a compressed copy lies beside each file, as beside those of the application. */
function precompress(folder: string): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle() {
      const names = await readdir(folder, { recursive: true });
      const texts = names.filter((name) => /\.(js|css|html)$/.test(name)).map((name) => join(folder, name));
      for (const path of texts)
        await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path), { level: 9 }));
    },
  };
}

/** A page of its own, so that React and the editor never weigh on the application. */
export default defineConfig({
  root: here('.'),
  base: '/playground/',
  publicDir: false,
  plugins: [precompress(here('../build/playground'))],
  build: {
    outDir: here('../build/playground'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // React's libraries say "use client" at their top; it means nothing in a browser.
      onwarn(warning, warn) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  worker: { format: 'es' },
});
