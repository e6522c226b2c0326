// Catalogue: D2, D6: the vault has committed, the main database cannot: it is completed while the house goes on.
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { keep, readBy, tamper } from '#test/threats/vault-file.js';

const prepare = Database.prototype.prepare;
/** How many commits of the main database are still to fail, as on a disk that is full. */
let failing = 0;

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql);
    if (sql !== 'commit' || !this.name.endsWith('main.db')) return statement;
    const run = statement.run.bind(statement) as (...parameters: unknown[]) => Database.RunResult;
    statement.run = (...parameters: unknown[]) => {
      if (failing === 0) return run(...parameters);
      failing -= 1;
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    };
    return statement;
  } as typeof prepare;
  house = await openTestHouse();
  person = await house.person();
  await keep(person);
});
afterEach(() => void (failing = 0));
afterAll(async () => {
  await house.close();
  Database.prototype.prepare = prepare;
});

const pending = (): unknown[] => tamper(house, (database) => database.prepare('select id from pending_fact').all());
const events = async (type: string): Promise<number> =>
  (await house.app.database.reader.all('select id from recorded_event where type = ?', [type])).length;

const leave = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }';
const change = (city: string) =>
  person.caller.send('mutation ($city: String) { updatePersonalData(input: { city: $city }) { city } }', { city });

it('a change that was answered with an error is recorded once the disk has room', { timeout: 30_000 }, async () => {
  failing = 1;
  expect((await change('Rome')).status).toBe(503);
  expect([pending().length, await events('vault.changed')]).toEqual([1, 1]);
  await vi.waitFor(() => expect(pending()).toEqual([]), { timeout: 15_000, interval: 100 });
  expect(await events('vault.changed')).toBe(2);
  expect((await readBy(person)).data).toMatchObject({ city: 'Rome' });
});

it('and tried again until it is, a deletion too, once every two seconds', { timeout: 30_000 }, async () => {
  const leaver = await house.person();
  await keep(leaver);
  const input = { password: goodPassword, confirmation: leaver.pseudo };
  failing = Infinity;
  expect((await leaver.caller.send(leave, { input })).status).toBe(503);
  await pause(4_700);
  expect(house.lines.filter((line) => line.includes('vault.incomplete'))).toHaveLength(2);
  failing = 0;
  await vi.waitFor(() => expect(pending()).toEqual([]), { timeout: 15_000, interval: 100 });
  expect(await events('user.deleted')).toBe(1);
});

it('a start finishes what the stop before left, once', async () => {
  failing = 1;
  expect((await change('Oslo')).status).toBe(503);
  const again = await house.reopen();
  house = again;
  expect([pending().length, await events('vault.changed')]).toEqual([0, 4]);
});

it('a promise that somebody else planted is not believed', async () => {
  const victim = await house.person();
  tamper(house, (database) =>
    database.prepare("insert into pending_fact (id, sealed_fact) values ('x', ?)").run(Buffer.alloc(200, 1)),
  );
  house = await house.reopen();
  expect(house.lines.some((line) => line.includes('vault.foreign_promise'))).toBe(true);
  expect(await house.app.database.reader.one('select id from "user" where id = ?', [victim.id])).toBeDefined();
});
