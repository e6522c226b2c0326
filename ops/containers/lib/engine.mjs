import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const script = join(root, 'ops', 'ci-images', 'engine.sh');

const answers = (program, args, env = process.env) =>
  execute(program, args, { env }).then(
    () => true,
    () => false,
  );

/** Why no engine can be started here; null where one can. */
async function obstacle() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (process.getuid?.() !== 0 || !/^ID(_LIKE)?=.*debian/m.test(release))
    return 'no Docker engine with Compose answers, and only root on Debian can start one here';
  for (const [program, args, debian] of [
    ['dockerd', ['--version'], 'docker.io'],
    ['mmdebstrap', ['--version'], 'mmdebstrap'],
  ])
    if (!(await answers(program, args))) return `${program} is not installed (Debian: apt-get install ${debian})`;
  return null;
}

function engineWith(env, files, close) {
  const docker = async (...args) => {
    const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await execute('docker', args, options);
    return stdout.trim();
  };
  const compose = (...args) => docker('compose', ...files.flatMap((file) => ['--file', file]), ...args);
  return { docker, compose, close };
}

/** Starts an engine of our own. SOCLE_ENGINE names a folder to keep it in, so that the next run finds its images again. */
async function ownEngine(settings) {
  const kept = process.env.SOCLE_ENGINE;
  const work = kept ?? mkdtempSync(join(tmpdir(), 'socle-engine-'));
  await execute(script, ['up', work]);
  const env = { ...settings, DOCKER_HOST: `unix://${work}/docker.sock`, DOCKER_CONFIG: `${work}/config` };
  return engineWith(env, ['docker-compose.yml', 'ops/ci-images/compose.ci.yml'], async () => {
    await execute(script, ['down', work]);
    if (!kept) rmSync(work, { recursive: true, force: true });
  });
}

/** The engine that runs on this machine, or one of our own; `absent` says why there is none. */
export async function openEngine(settings) {
  const env = { ...process.env, ...settings, DOCKER_BUILDKIT: '1' };
  const running = (await answers('docker', ['info'], env)) && (await answers('docker', ['compose', 'version'], env));
  if (running) return engineWith(env, ['docker-compose.yml'], async () => {});
  const absent = await obstacle();
  return absent ? { absent } : ownEngine(env);
}
