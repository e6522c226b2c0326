// Catalogue: T4, T5, D1: the server is killed between the commit of a rotation and its answer.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { sized } from '#test/sized.js';
import { countEvents, rowOf, sessionIdOf, type Tokens } from '#test/threats/device.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';
import { openProxy } from './proxy.js';
import { mustRefreshAt, refreshAt, signUpAt, whoAt } from './tokens.js';

const kills = sized(3, 30);

describe('kill -9 between commit and answer', () => {
  const folder = throwAwayFolder();
  const house = { folder: join(folder.path, 'data') };
  const environment = { PUBLIC_URL: 'http://localhost:4000' };
  const servers: BuiltServer[] = [];
  const start = async (): Promise<BuiltServer> => {
    const server = await startBuiltServer(house.folder, environment);
    servers.push(server);
    return server;
  };
  afterAll(async () => {
    for (const server of servers) server.process.kill('SIGKILL');
    await Promise.all(servers.map(({ ended }) => ended));
    folder.remove();
  });

  /** Sends a refresh whose answer never arrives, and kills the server as soon as the rotation is committed. */
  async function dieAfterCommit(server: BuiltServer, device: Tokens): Promise<void> {
    const before = rowOf(house, sessionIdOf(device)).generation;
    const proxy = await openProxy(server.port);
    proxy.fate = 'withhold';
    const answer = refreshAt(proxy.port, device.refreshToken).then(
      () => 'answered',
      () => 'lost',
    );
    while (rowOf(house, sessionIdOf(device)).generation === before) await pause(1);
    server.process.kill('SIGKILL');
    expect(await server.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await answer).toBe('lost');
    await proxy.close();
  }

  it(`keeps the person signed in, with one living token, ${kills} times`, { timeout: kills * 30_000 }, async () => {
    let server = await start();
    let device = await signUpAt(server.port);
    const id = sessionIdOf(device);
    for (let kill = 1; kill <= kills; kill += 1) {
      await dieAfterCommit(server, device);
      server = await start();
      const successor = await mustRefreshAt(server.port, device.refreshToken);
      expect(successor.refreshToken.split('.').slice(1, 3)).toEqual([id, String(kill + 1)]);
      expect((await mustRefreshAt(server.port, device.refreshToken)).refreshToken).toBe(successor.refreshToken);
      expect(rowOf(house, id)).toMatchObject({ generation: kill + 1, ended_at: null });
      expect(await whoAt(server.port, successor.accessToken)).toBe('member');
      device = successor;
    }
    expect(countEvents(house, 'session.refreshed', id)).toBe(kills);
    expect(countEvents(house, 'session.reuse_detected', id)).toBe(0);
  });
});
