import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside the project. */
export const inHouse = (...parts) => join(root, ...parts);

const binaries = inHouse('node_modules', '.bin');

/** The project's own Node, brought by npm: the real binary, so that nothing stands between a signal and the process. */
export const ownNode = join(binaries, process.platform === 'win32' ? 'node.exe' : 'node');

/** The environment in which every tool runs: the project's own binaries, Node among them, come first. */
export function houseEnv(extra = {}) {
  return { ...process.env, PATH: [binaries, process.env.PATH].filter(Boolean).join(delimiter), ...extra };
}

/**
 * Flags of every process that serves: source maps, and a small nursery. Node gives it up to 64 MB and keeps them; with 4 the
 * server answers as fast and holds half as much after ten thousand sessions.
 */
export const nodeFlags = ['--enable-source-maps', '--max-semi-space-size=4'];

/** The built server and command line (`main.js`, `cli.js`). */
export const serverProgram = (file) => inHouse('server', 'dist', 'program', file);

/** Arguments for the project's Node, so that a program of the server runs with source maps and the `.env` of the root. */
export function serverArguments(program, ...args) {
  const environment = existsSync(inHouse('.env')) ? ['--env-file=.env'] : [];
  return [...nodeFlags, ...environment, program, ...args];
}

/** Ends with a plain sentence where npm has no Node 24 for this platform among the optional packages. */
export function requireOwnNode() {
  if (existsSync(ownNode)) return;
  throw new Error('npm has no Node 24 for this platform, or was told to leave out optional packages.');
}
