import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inHouse, ownNode } from '../lib/house.mjs';
import { run, start } from '../lib/run.mjs';
import { WatchedServer } from '../lib/watched-server.mjs';

async function listener() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('npm run dev beside another server', () => {
  it.each(['PORT', 'METRICS_PORT'])('ends with one sentence where %s is taken', async (name) => {
    const [other, free] = await Promise.all([listener(), listener()]);
    const taken = other.address().port;
    const env = { HOST: '127.0.0.1', PORT: String(free.address().port), METRICS_PORT: '0', [name]: String(taken) };
    free.close();
    await once(free, 'close');
    const { code, output } = await run(ownNode, [inHouse('ops/scripts/dev.mjs')], { env });
    other.close();
    expect(output).toMatch(
      new RegExp(`^Stopped: port ${taken} is taken by another program: .* set ${name} to a free one\\.\n$`),
    );
    expect(code).toBe(1);
  });
});

describe('the server of npm run dev', () => {
  let folder;
  let server;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'socle-dev-'))));
  afterEach(async () => {
    server.stop();
    await server.ended;
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, 'main.js');
  const stays = 'setInterval(() => {}, 1000);';

  /** Runs what is in the folder; `launches` counts how often. */
  function open(source, isReady) {
    writeFileSync(file(), source);
    const launches = [];
    const launch = () => {
      const child = start(ownNode, [file()], { stdio: 'ignore' });
      launches.push(child);
      return child;
    };
    server = new WatchedServer({ folder, launch, isReady });
    return launches;
  }

  it('ends it all where it does not start', async () => {
    open('process.exit(3)', async () => false);
    expect(await server.ended).toBe(3);
  });

  it('starts anew when something was compiled, also after it fell', async () => {
    const launches = open(stays, async () => true);
    writeFileSync(file(), 'process.exit(3)');
    await expect.poll(() => launches.length, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => launches[1].exitCode, { timeout: 10_000 }).toBe(3);
    writeFileSync(file(), stays);
    await expect.poll(() => launches.length, { timeout: 10_000 }).toBe(3);
    server.stop();
    await server.ended;
    expect(launches[2].signalCode).toBe('SIGTERM');
  });
});
