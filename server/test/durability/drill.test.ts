// Catalogue: D4.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cli, commandsIn } from '#test/contract/command.js';
import { mustRun, readFrom, smallInstance } from './backup.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const folder = throwAwayFolder();
const at = (...parts: string[]): string => join(folder.path, ...parts);
const dataDir = at('data');
const leftIn = (place: string): string[] => readdirSync(place).filter((name) => name.startsWith('.drill-'));
const proofsIn = (place: string) =>
  readFrom<{ facts: string }>(
    join(place, 'main.db'),
    `select facts from recorded_event where type = 'backup.drilled'`,
  ).map(({ facts }) => JSON.parse(facts) as Record<string, string>);

let server: BuiltServer;
beforeAll(async () => {
  await smallInstance(dataDir);
  server = await startBuiltServer(dataDir);
  await mustRun(dataDir)(['backup', at('backup')]);
}, 60_000);
afterAll(async () => {
  server.process.kill('SIGKILL');
  await server.ended;
  folder.remove();
});

describe('a drill', () => {
  it('proves a backup beside the server that serves, and leaves only the proof', { timeout: 60_000 }, async () => {
    const { out } = await mustRun(dataDir)(['drill', at('backup')]);
    expect(out).toMatch(/^Proven: .* 10 people, 10 sessions, 20 events\. Nothing of it is left\.\n$/);
    expect(proofsIn(dataDir)).toEqual([
      {
        backup: expect.any(String) as string,
        people: '10',
        sessions: '10',
        events: '20',
        ms: expect.stringMatching(/^\d+$/) as string,
      },
    ]);
    expect(readFrom(join(dataDir, 'main.db'), `select 1 from "user" where pseudo like 'drill-%'`)).toEqual([]);
    expect(leftIn(dataDir)).toEqual([]);
  });

  it.each([
    ['misses a table', 'drop table session', /^the restored instance answered 500 to its administrator/],
    [
      'misses people',
      `delete from "user" where role = 'member'`,
      /^a restored database has rows whose owner is missing: /,
    ],
    [
      'counts wrong',
      `update tally set n = n + 5 where part = 'ACTIVE:member'`,
      /^the restored instance shows 15 people instead of 10/,
    ],
  ])('proves nothing of one that %s', { timeout: 60_000 }, async (_, damage, reason) => {
    const place = at(`damaged-${damage.length}`);
    cpSync(at('data'), place, { recursive: true, filter: (path) => !/-(wal|shm)$/.test(path) });
    const whole = new Database(join(dataDir, 'main.db'));
    rmSync(join(place, 'main.db'));
    whole.exec(`vacuum into '${join(place, 'main.db')}'`);
    whole.close();
    const database = new Database(join(place, 'main.db'));
    database.pragma('foreign_keys = OFF');
    const proofs = proofsIn(place).length;
    database.exec(damage);
    database.close();
    const dir = at(`damaged-backup-${damage.length}`);
    await mustRun(place)(['backup', dir]);
    const { code, err } = await commandsIn(place)(['drill', dir]);
    expect(code).toBe(1);
    expect(err).toMatch(reason);
    expect(err).toMatch(/ To do: .*\n$/);
    expect([leftIn(place), proofsIn(place).length]).toEqual([[], proofs]);
  });

  it(
    'that is interrupted leaves nothing; what a killed one left, the next one clears away',
    { timeout: 60_000 },
    async () => {
      const startDrill = () => {
        const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATA_DIR: dataDir };
        return spawn(process.execPath, [cli, 'drill', at('backup')], { env, stdio: 'ignore' });
      };
      const underWay = () => vi.waitUntil(() => leftIn(dataDir).length > 0, { timeout: 20_000, interval: 5 });
      const interrupted = startDrill();
      await underWay();
      interrupted.kill('SIGINT');
      expect(await once(interrupted, 'exit')).toEqual([130, null]);
      expect(leftIn(dataDir)).toEqual([]);
      const killed = startDrill();
      await underWay();
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      expect(leftIn(dataDir)).toHaveLength(1);
      await mustRun(dataDir)(['drill', at('backup')]);
      expect(leftIn(dataDir)).toEqual([]);
    },
  );

  it('makes no instance where there is none', async () => {
    const { code, err } = await commandsIn(at('nowhere'))(['drill', at('backup')]);
    expect([code, err]).toEqual([1, expect.stringContaining('There is no instance here')]);
  });
});
