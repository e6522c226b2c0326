import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { say, seconds } from './tell.mjs';

/** Programs that tests need and npm does not bring: what they are called on the path, and Debian's package. */
const wanted = [{ name: 'chromium', programs: ['chromium', 'chromium-browser', 'google-chrome'], package: 'chromium' }];

function find(programs) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs.flatMap((program) => folders.map((folder) => join(folder, program))).find(existsSync);
}

function isRootOnDebian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release);
}

const apt = (...args) => run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });

async function installFromDebian(packages) {
  say(`Installing ${packages.join(', ')} from Debian’s packages …`);
  await apt('update', '-q');
  const { code, output, ms } = await apt('install', '-y', '-q', '--no-install-recommends', ...packages);
  say(code === 0 ? `Installed in ${seconds(ms)}.` : `apt-get could not install them.\n${output}`);
}

const describe = ({ name, programs, package: debian }) => {
  const path = find(programs);
  return [name, path ? { path } : { absent: `${name} is not installed (Debian: apt-get install ${debian})` }];
};

/** Sees to it that the programs are there where that is possible; answers, by name, where each is or why it is absent. */
export async function ensureComponents() {
  const missing = wanted.filter(({ programs }) => !find(programs));
  if (missing.length > 0 && isRootOnDebian()) await installFromDebian(missing.map((component) => component.package));
  return Object.fromEntries(wanted.map(describe));
}
