import { existsSync, readFileSync } from 'node:fs';
import { inHouse, ownNode, requireOwnNode } from './house.mjs';
import { run } from './run.mjs';
import { say, seconds } from './tell.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** The packages of a lock file that `installed`, npm's own record of what is there, lacks or has in another version. */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .filter(([path, entry]) => (installed[path] ? installed[path].version !== entry.version : !entry.optional))
    .map(([path]) => path);
}

function isInstalled() {
  const record = inHouse('node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(ownNode)) return false;
  return missingPackages(packagesOf(inHouse('package-lock.json')), packagesOf(record)).length === 0;
}

async function npm(...args) {
  const { code, output } = await run('npm', args);
  if (code !== 0) throw new Error(`npm ${args[0]} failed.\n${output}`);
}

/** Installs exactly what the lock file names, unless it is there already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('Installing packages (a minute or two the first time) …');
  const begun = performance.now();
  await npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  requireOwnNode();
  say(`Packages installed in ${seconds(performance.now() - begun)}.`);
}
