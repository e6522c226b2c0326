// Catalogue: T4, T5: the connection breaks after a refresh was sent.
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '#test/sized.js';
import { countEvents, rowOf, sessionIdOf, type Tokens } from '#test/threats/device.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';
import { openProxy, type Proxy } from './proxy.js';
import { mustRefreshAt, refreshAt, signUpAt, whoAt } from './tokens.js';

const rounds = sized(40, 1_000);
/** About as long as a refresh takes: the cut falls before, into and after its transaction. */
const latestCutMs = 15;

describe('a connection that is cut after the refresh was sent', () => {
  const folder = throwAwayFolder();
  const house = { folder: join(folder.path, 'data') };
  let server: BuiltServer;
  let proxy: Proxy;
  let device: Tokens;

  beforeAll(async () => {
    server = await startBuiltServer(house.folder);
    proxy = await openProxy(server.port);
    device = await signUpAt(proxy.port);
  });
  afterAll(async () => {
    await proxy?.close();
    server?.process.kill('SIGKILL');
    await server?.ended;
    folder.remove();
  });

  const generationOf = (): number => rowOf(house, sessionIdOf(device)).generation;
  const living = { ended_at: null, end_reason: null };

  it('when the answer was on its way: the same token again gets the successor that was lost', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const before = generationOf();
      proxy.fate = 'cut';
      await expect(refreshAt(proxy.port, device.refreshToken)).rejects.toThrow();
      proxy.fate = 'pass';
      expect(generationOf()).toBe(before + 1);
      const retried = await mustRefreshAt(proxy.port, device.refreshToken);
      expect(retried.refreshToken.split('.')[2]).toBe(String(before + 1));
      expect((await mustRefreshAt(proxy.port, device.refreshToken)).refreshToken).toBe(retried.refreshToken);
      expect(rowOf(house, sessionIdOf(device))).toMatchObject({ generation: before + 1, ...living });
      device = retried;
    }
    expect(await whoAt(proxy.port, device.accessToken)).toBe('member');
  });

  it('at any moment: the same token again is answered, and nobody is signed out', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const before = generationOf();
      const lost = refreshAt(proxy.port, device.refreshToken).catch(() => null);
      await pause(Math.random() * latestCutMs);
      proxy.cut();
      await lost;
      device = await mustRefreshAt(proxy.port, device.refreshToken);
      expect(device.refreshToken.split('.')[2]).toBe(String(before + 1));
      expect(rowOf(house, sessionIdOf(device))).toMatchObject({ generation: before + 1, ...living });
    }
    expect(await whoAt(proxy.port, device.accessToken)).toBe('member');
    expect(countEvents(house, 'session.reuse_detected', sessionIdOf(device))).toBe(0);
  });
});
