// Catalogue: A5, D1, V10 (files that nobody else can read).
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { distFolder, throwAwayFolder } from './built-server.js';

const writer = fileURLToPath(new URL('writer.mjs', import.meta.url));
const folder = throwAwayFolder();
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ DATA_DIR: join(folder.path, 'data'), KEYS_DIR: join(folder.path, 'data', 'keys') });
  await house.person();
});
afterAll(async () => {
  await house.close();
  folder.remove();
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the database', () => {
  it('writes through a log, synchronises fully, and minds foreign keys', async () => {
    const pragma = async (name: string): Promise<unknown> => {
      const rows: Record<string, unknown>[] = await house.app.database.orm.em.getConnection().execute(`pragma ${name}`);
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(5_000);
  });

  it('of the vault is no other, and overwrites what is deleted', () =>
    house.app.vault.transact(async (sql) => {
      const names = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'secure_delete'];
      const values = await Promise.all(names.map((name) => sql.one<object>(`pragma ${name}`, [])));
      expect(values.flatMap((row) => Object.values(row ?? {}) as unknown[])).toEqual(['wal', 2, 1, 5_000, 1]);
    }));

  it('and the keys can be read by their owner only', () => {
    const data = join(folder.path, 'data');
    const entries = readdirSync(data, { recursive: true, withFileTypes: true });
    expect(entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'main.db',
        'main.db-wal',
        'main.db-shm',
        'sealing.key',
        'vault.db',
        'vault.db-wal',
        '0001.key',
      ]),
    );
    expect(modeOf(data)).toBe('700');
    for (const entry of entries)
      expect([entry.name, modeOf(join(entry.parentPath, entry.name))]).toEqual([
        entry.name,
        entry.isDirectory() ? '700' : '600',
      ]);
  });
});

describe('a change that cannot begin or end', () => {
  const change = () => house.app.house.open({ requestId: newId() }).change;
  const pragma = (text: string) => house.app.database.orm.em.getConnection().execute(`pragma ${text}`);
  const journal = async () => (await house.app.database.reader.all('select id from recorded_event', [])).length;

  /** Whoever comes next writes as if nothing had happened; nothing of the change before is left. */
  async function expectAnotherWrites(failing: () => Promise<unknown>, error: object): Promise<void> {
    const before = await journal();
    await expect(failing()).rejects.toMatchObject(error);
    await change()(async (unit) => unit.record('access.denied'));
    expect(await journal()).toBe(before + 1);
  }

  it('because another process writes for too long holds nobody up afterwards', async () => {
    const other = new Sqlite(join(folder.path, 'data', 'main.db'));
    await pragma('busy_timeout = 20');
    other.exec('begin immediate');
    await expectAnotherWrites(
      async () => {
        try {
          await change()(async (unit) => unit.record('access.denied'));
        } finally {
          other.exec('rollback');
        }
      },
      { code: 'UNAVAILABLE' },
    );
    await pragma('busy_timeout = 5000');
    other.close();
  });

  it('because it breaks a rule that is looked at in the end holds nobody up afterwards', () =>
    expectAnotherWrites(
      () =>
        change()(async (unit) => {
          unit.record('access.denied');
          await unit.sql.run('pragma defer_foreign_keys = on', []);
          await unit.sql.run('update session set user_id = ?', [newId()]);
        }),
      { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' },
    ));

  it('because the database has undone it by itself holds nobody up afterwards', () =>
    expectAnotherWrites(
      () =>
        change()(async (unit) => {
          unit.record('access.denied');
          await unit.sql.run('rollback', []);
          throw new Error('the disk is full');
        }),
      { message: 'the disk is full' },
    ));
});

describe('two processes', () => {
  it('change the same row 200 times each, read and write, and lose none', { timeout: 60_000 }, async () => {
    const shared = throwAwayFolder();
    const first = await openTestHouse({ DATA_DIR: shared.path });
    const { id, caller } = await first.person();
    await caller.send('mutation { updateProfile(input: { bio: "0" }) { id } }');
    await first.app.close();
    const start = async (): Promise<ChildProcess> => {
      const child = fork(writer, [distFolder, shared.path, id, '200'], { execArgv: [] });
      await once(child, 'message');
      return child;
    };
    const children = await Promise.all([start(), start()]);
    for (const child of children) child.send('go');
    const codes = await Promise.all(children.map(async (child) => ((await once(child, 'exit')) as [number])[0]));
    expect(codes).toEqual([0, 0]);
    const again = await openTestHouse({ DATA_DIR: shared.path });
    expect(await again.app.database.reader.one('select bio from "user" where id = ?', [id])).toEqual({ bio: '400' });
    await again.close();
    shared.remove();
  });
});
