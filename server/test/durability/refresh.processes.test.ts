// Catalogue: T1, T13; promises M1 and M2: two processes serve the same database.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sized } from '#test/sized.js';
import { countEvents, rowOf, sessionIdOf, type Tokens } from '#test/threats/device.js';
import { askAt, startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';
import { mustRefreshAt, refreshAt, signUpAt, whoAt } from './tokens.js';

const rounds = sized(2, 50);

describe('two processes', () => {
  const folder = throwAwayFolder();
  const house = { folder: join(folder.path, 'data') };
  const servers: BuiltServer[] = [];
  /** Both are one instance to the outside: a balancer stands before them. */
  const environment = { PUBLIC_URL: 'http://localhost:4000' };

  beforeAll(async () => {
    servers.push(await startBuiltServer(house.folder, environment));
    servers.push(await startBuiltServer(house.folder, environment));
  });
  afterAll(async () => {
    for (const server of servers) server.process.kill('SIGKILL');
    await Promise.all(servers.map(({ ended }) => ended));
    folder.remove();
  });

  /** The balancer: requests go to both in turn. */
  const portFor = (request: number): number => servers[request % servers.length]?.port ?? 0;

  it.each([50, 100])(
    `turn %i parallel refreshes into one rotation, ${rounds} times`,
    { timeout: rounds * 15_000 },
    async (callers) => {
      let device = await signUpAt(portFor(0));
      const id = sessionIdOf(device);
      for (let round = 1; round <= rounds; round += 1) {
        const { refreshToken } = device;
        const answers = await Promise.all(
          Array.from({ length: callers }, (_, request) => refreshAt(portFor(request), refreshToken)),
        );
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
        expect(new Set(answers.map(({ data }) => data?.refresh.refreshToken)).size).toBe(1);
        expect(rowOf(house, id)).toMatchObject({ generation: round + 1, ended_at: null });
        expect(countEvents(house, 'session.refreshed', id)).toBe(round);
        const tokens = answers.map(({ data }) => data?.refresh.accessToken ?? '');
        const heard = await Promise.all(tokens.map((token, request) => whoAt(portFor(request + 1), token)));
        expect(new Set(heard)).toEqual(new Set(['member']));
        device = answers[0]?.data?.refresh as Tokens;
      }
    },
  );

  it('know within a second what the other one ended, and take no old token back', { retry: 2 }, async () => {
    for (const [here, there] of [
      [portFor(0), portFor(1)],
      [portFor(1), portFor(0)],
    ] as const) {
      const device = await signUpAt(here);
      const next = await mustRefreshAt(there, device.refreshToken);
      expect(await whoAt(there, next.accessToken)).toBe('member');
      await askAt(here, 'mutation { logout }', {}, { authorization: `Bearer ${next.accessToken}` });
      const endedAt = Date.now();
      expect(await refreshAt(there, next.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      await vi.waitFor(async () => expect(await whoAt(there, next.accessToken)).toBe('SESSION_ENDED'), {
        timeout: 5_000,
        interval: 20,
      });
      expect(Date.now() - endedAt).toBeLessThan(1_000);
    }
  });
});
