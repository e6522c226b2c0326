import { existsSync, readFileSync, rmSync } from 'node:fs';
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

const install = () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);

/** npm stumbles over what an installation left that was broken off. */
const isLittered = ({ code, output }) => code !== 0 && /\bENOTEMPTY\b/.test(output);

function clear() {
  const { workspaces = [] } = JSON.parse(readFileSync(inHouse('package.json'), 'utf8'));
  for (const folder of ['.', ...workspaces])
    rmSync(inHouse(folder, 'node_modules'), { recursive: true, force: true, maxRetries: 3 });
}

async function installAnyway() {
  const first = await install();
  if (!isLittered(first)) return first;
  clear();
  return install();
}

/** Installs exactly what the lock file names, unless it is there already. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('Installing packages (a minute or two the first time) …');
  const begun = performance.now();
  const { code, output } = await installAnyway();
  if (code !== 0) throw new Error(`npm ci failed.\n${output}`);
  requireOwnNode();
  say(`Packages installed in ${seconds(performance.now() - begun)}.`);
}
