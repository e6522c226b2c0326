// Catalogue: D6, D7: whatever fails between an act and its event, both are there or neither; the numbers have no gap.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignInDocument } from '@socle/schema/documents';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { quietLog } from '#house/commands/workplace.js';
import { modules } from '#house/modules.js';
import { newId } from '#kernel/entity.js';
import { openDatabase, type Database as OpenDatabase } from '#platform/database/database.js';
import type { ImmediateConnection } from '#platform/database/sqlite.js';
import { beforeTheFirst, Chain } from '#platform/journal/chain.js';
import { newestLink, rowsAfter } from '#platform/journal/rows.js';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { readCommitted } from '#test/threats/device.js';
import { digestOf } from '#test/threats/tables.js';
import { migrationsWith } from '../../migrations/index.js';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

/** Whether every row follows the one before, under this key. */
async function holds(database: Pick<OpenDatabase, 'reader'>, chain: Chain): Promise<boolean> {
  let last = beforeTheFirst;
  for (const row of await rowsAfter(database.reader, 0, 100_000)) {
    if (row.seq !== last.seq + 1 || !chain.seal(last.seal, row).equals(row.seal)) return false;
    last = row;
  }
  return true;
}

const statements = () => (house.app.database.orm.driver.getConnection() as ImmediateConnection).statements;

/** Lets the nth statement that begins so fail, once. */
function failAt(beginning: string, nth = 1): void {
  const run = statements().run.bind(statements());
  let seen = 0;
  vi.spyOn(statements(), 'run').mockImplementation((sql, parameters) => {
    if (sql.startsWith(beginning) && (seen += 1) === nth) throw new Error('the disk gave up');
    return run(sql, parameters);
  });
}
afterEach(() => void vi.restoreAllMocks());

const failures: Record<string, () => void> = {
  'before its event': () => failAt('insert into recorded_event'),
  'before the commit': () => failAt('commit'),
};

const everyAct: Record<string, (person: Person) => Promise<unknown>> = {
  'a new role of a person': (person) => acts.setRole(admin, person, 'admin'),
  'a suspension': (person) => acts.suspend(admin, person),
  'a grant': (person) => acts.grant(admin, person, 'users:read'),
  'ended sessions': (person) => acts.endSessions(admin, person),
  'a deletion': (person) => acts.remove(admin, person),
  'a role': (person) => acts.createRole(admin, `role-${person.pseudo}`, ['users:read']),
  'a profile': ({ caller, pseudo }) =>
    caller.send('mutation ($pseudo: String!) { updateProfile(input: { pseudo: $pseudo }) { id } }', {
      pseudo: `${pseudo}-x`,
    }),
  'a sign-in': ({ pseudo }) =>
    house.visitor().run(SignInDocument, { input: { identifier: pseudo, password: goodPassword } }),
  'a refresh': ({ caller }) => caller.send('mutation { refresh { accessToken } }'),
};

/** A deletion is final before the commit: what fails there is completed, see below. */
const failuresOf = (act: string) =>
  Object.entries(failures).filter(([place]) => act !== 'a deletion' || place !== 'before the commit');

describe('where something fails', () => {
  for (const [act, perform] of Object.entries(everyAct))
    it.each(failuresOf(act))(`%s of ${act}, neither is there; without, both are`, async (_place, fail) => {
      const person = await house.person();
      const before = await digestOf(house);
      fail();
      expect(await house.eventsOf(() => perform(person))).toEqual([]);
      expect(await digestOf(house)).toBe(before);
      vi.restoreAllMocks();
      expect((await house.eventsOf(() => perform(person))).length).toBeGreaterThan(0);
      expect(await digestOf(house)).not.toBe(before);
      expect(await holds(house.app.database, house.app.chain)).toBe(true);
    });

  it('before the commit of a deletion, both are there within seconds, once', { timeout: 30_000 }, async () => {
    const person = await house.person();
    const deleted = () =>
      readCommitted(
        house,
        "select 1 from recorded_event where type = 'user.deleted' and subject = ?",
        `user:${person.id}`,
      );
    failAt('commit');
    expect((await acts.remove(admin, person)).status).toBe(500);
    await expect.poll(() => deleted().length, { timeout: 15_000 }).toBe(1);
    expect(readCommitted(house, 'select 1 from "user" where id = ?', person.id)).toEqual([]);
    expect(await holds(house.app.database, house.app.chain)).toBe(true);
  });

  it('between two events of one act, none of them is there', async () => {
    const person = await house.person();
    failAt('insert into recorded_event', 2);
    expect(await house.eventsOf(() => acts.remove(admin, person))).toEqual([]);
    vi.restoreAllMocks();
    expect(await house.eventsOf(() => acts.remove(admin, person))).toEqual(['session.ended', 'user.deleted']);
  });
});

describe('many at once', () => {
  const record = ({ app }: TestHouse) =>
    app.house.open({ requestId: newId() }).change(async (unit) => unit.record('access.denied'));
  const newest = async () => (await newestLink(house.app.database.reader)).seq;

  it('make one chain without a gap', async () => {
    const before = await newest();
    await Promise.all(Array.from({ length: 200 }, () => record(house)));
    expect(await newest()).toBe(before + 200);
    expect(await holds(house.app.database, house.app.chain)).toBe(true);
  });

  it('and so do two that take turns', async () => {
    const before = await newest();
    const second = await openTestHouse({ DATA_DIR: house.folder });
    for (let turn = 0; turn < 20; turn += 1) await record(turn % 3 ? house : second);
    await second.app.close();
    expect(await newest()).toBe(before + 20);
    expect(await holds(house.app.database, house.app.chain)).toBe(true);
  });
});

describe('a journal from before there was a chain', () => {
  const columns = 'id, type, outcome, at, actor_id, subject, request_id, facts';

  it('is numbered and sealed in its order, and loses nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'socle-journal-'));
    const chain = new Chain(Buffer.alloc(32, 5));
    const migrations = migrationsWith(() => chain);
    const open = (count: number): Promise<OpenDatabase> => {
      const entities = modules.flatMap((module) => module.entities ?? []);
      const options = { file: join(folder, 'main.db'), entities, migrations: migrations.slice(0, count) };
      return openDatabase(options, quietLog());
    };
    const told = readCommitted<Record<string, unknown>>(house, `select ${columns} from recorded_event order by at, id`);
    const before = migrations.findIndex(({ name }) => name.endsWith('journal-chain'));
    const old = await open(before);
    await old.migrate();
    old.load(told.toReversed().map((row) => ({ table: 'recorded_event', row })));
    await old.close();
    const database = await open(migrations.length);
    await database.migrate();
    expect(told.length).toBeGreaterThan(20);
    expect(await database.reader.all(`select ${columns} from recorded_event order by seq`, [])).toEqual(told);
    expect(await holds(database, chain)).toBe(true);
    await database.close();
    rmSync(folder, { recursive: true });
  });
});
