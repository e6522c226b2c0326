import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildInfo } from '#platform/http/health.js';

/** The nearest folder above this file that holds `name`. */
function folderAbove(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, name))) {
    if (folder === dirname(folder)) throw new Error(`${name} is nowhere above the server`);
    folder = dirname(folder);
  }
  return folder;
}

/** The server's own folder. */
export const serverFolder = folderAbove('package.json');

/** The project's root, which relative settings start from. */
export const projectRoot = dirname(serverFolder);

/** A built program of the server: `main.js` serves, `cli.js` is the command line. */
export const builtProgram = (file: 'main.js' | 'cli.js'): string => join(serverFolder, 'dist', 'program', file);

/** What this build is; commit and time are known only to a build, not to sources run by a test. */
export function readBuildInfo(): BuildInfo {
  const { version } = JSON.parse(readFileSync(join(serverFolder, 'package.json'), 'utf8')) as { version: string };
  const file = join(serverFolder, 'dist', 'build.json');
  const built = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<BuildInfo>) : {};
  return { name: 'socle', version, commit: built.commit ?? null, builtAt: built.builtAt ?? null };
}
