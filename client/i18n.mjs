/**
 * The one place that says how messages are compiled: `node i18n.mjs` does it once,
 * and the Vite configuration reads the same options.
 */
import { fileURLToPath } from 'node:url';

import { compile } from '@inlang/paraglide-js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** @type {import('@inlang/paraglide-js').CompilerOptions} */
export const i18nOptions = {
  project: here('./project.inlang'),
  outdir: here('./src/lib/i18n/generated'),
  // The application decides the language itself (lib/i18n/locale.svelte.ts).
  strategy: ['globalVariable', 'baseLocale'],
  emitGitIgnore: false,
  emitPrettierIgnore: false,
  emitReadme: false,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await compile(i18nOptions);
