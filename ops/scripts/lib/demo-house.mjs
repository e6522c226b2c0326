import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeFlags, ownNode, serverProgram } from './house.mjs';
import { run, start } from './run.mjs';

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** Settings of a house that must not touch a real one: whatever this machine has set is taken back. */
const settingsOf = (dataDir, port) => ({
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: `http://localhost:${port}`,
  METRICS_PORT: '0',
  DATA_DIR: dataDir,
  ...Object.fromEntries(
    ['DATABASE_URL', 'VAULT_DATABASE_URL', 'REDIS_URL', 'KEYS_DIR', 'SMTP_URL'].map((name) => [name, '']),
  ),
  LOG_LEVEL: 'warn',
});

async function seed(env) {
  const { code, output } = await run(ownNode, [serverProgram('cli.js'), 'seed', 'demo'], { env });
  const told = output.match(/Sign in as (\S+).*password (\S+);/);
  if (code !== 0 || !told) throw new Error(`the demonstration cannot be made.\n${output}`);
  return { administrator: told[1], password: told[2] };
}

async function untilReady(address, server) {
  for (let tries = 0; tries < 100 && server.exitCode === null; tries += 1) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('the server did not become ready');
}

/** Opens a house in a place of its own, furnished before it starts, lets `visit` look around, and takes everything away. */
export async function withHouse(visit, furnish = () => ({})) {
  const dataDir = mkdtempSync(join(tmpdir(), 'socle-demo-'));
  let server;
  try {
    const env = settingsOf(dataDir, await freePort());
    const furniture = await furnish(env);
    server = start(ownNode, [...nodeFlags, serverProgram('main.js')], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await untilReady(env.PUBLIC_URL, server);
    return await visit({ address: env.PUBLIC_URL, ...furniture });
  } finally {
    if (server?.exitCode === null && server.kill('SIGTERM')) await once(server, 'exit');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A house full of invented people. */
export const withDemoHouse = (visit) => withHouse(visit, seed);
