import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inHouse } from '#scripts/house.mjs';
import { missingPackages } from '#scripts/installed.mjs';
import { run } from '#scripts/run.mjs';
import { say, seconds } from '#scripts/tell.mjs';

const folder = inHouse('ops', 'bench', 'peers');
const packagesOf = (...path) => JSON.parse(readFileSync(join(folder, ...path), 'utf8')).packages;

function areInstalled() {
  if (!existsSync(join(folder, 'node_modules', '.package-lock.json'))) return false;
  return (
    missingPackages(packagesOf('package-lock.json'), packagesOf('node_modules', '.package-lock.json')).length === 0
  );
}

/** Installs exactly what the peers' lock file names, unless it is there already. No package runs a script. */
export async function ensurePeers() {
  if (areInstalled()) return;
  say('Installing what the server is held against …');
  const { code, output, ms } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0) throw new Error(`npm ci failed in ops/bench/peers.\n${output}`);
  say(`Installed in ${seconds(ms)}.`);
}
