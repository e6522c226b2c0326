// Catalogue: V6: whoever was erased stays erased, whatever is put back.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aRecord, keep, readBy } from './vault-file.js';

type Name = 'main' | 'vault';

let house: TestHouse;
/** Where the data are, whichever house is open on them. */
let folder: string;
let [ada, bob, eve, admin]: Person[] = [];
const everybody = (): Person[] => [ada, bob, eve, admin].map((person) => person as Person);

beforeEach(async () => {
  house = await openTestHouse();
  ({ folder } = house);
  [ada, bob, eve] = await Promise.all([house.person(), house.person(), house.person()]);
  admin = await house.person('admin');
  for (const person of everybody().slice(0, 2)) await keep(person);
  for (const name of ['main', 'vault'] as const) copyOf(name);
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

function within<T>(name: Name, act: (database: Database.Database) => T): T {
  const database = new Database(join(folder, `${name}.db`));
  try {
    return act(database);
  } finally {
    database.close();
  }
}

const older = (name: Name): string => join(folder, `${name}.older`);
const copyOf = (name: Name): void =>
  within(name, (database) => void database.prepare('vacuum into ?').run(older(name)));

const leave = ({ caller, pseudo }: Person) =>
  caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
    input: { password: goodPassword, confirmation: pseudo },
  });

/** Puts the older databases back and starts again, as somebody does who copies files. */
async function putBack(...names: Name[]): Promise<void> {
  await house.app.close();
  for (const name of names) {
    for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `${name}.db${ending}`), { force: true });
    copyFileSync(older(name), join(folder, `${name}.db`));
  }
  await startAgain();
}

async function startAgain(): Promise<void> {
  await house.app.close();
  house = await openTestHouse({ DATA_DIR: folder });
}

const idsIn = (name: Name): unknown[] =>
  within(name, (database) =>
    database
      .prepare(name === 'main' ? 'select id from "user"' : 'select user_id from data_key')
      .pluck()
      .all(),
  ).sort();
const ids = (...people: (Person | undefined)[]): unknown[] => people.map((person) => person?.id).sort();

/** Every byte of the databases, their logs included. */
const bytes = (): Buffer =>
  Buffer.concat(
    readdirSync(folder)
      .filter((name) => /\.db(-wal)?$/.test(name))
      .map((name) => readFileSync(join(folder, name))),
  );

const replays = (): unknown[] => house.lines.filter((line) => line.includes('erasure.replayed'));

describe('of whoever was erased', () => {
  beforeEach(async () => {
    const [gone, dismissed] = everybody();
    expect((await leave(gone as Person)).code).toBeNull();
    const answer = await admin?.caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id: dismissed?.id });
    expect(answer?.code).toBeNull();
  });

  it('no byte stands in a database any more, at once', () => {
    const stood = readFileSync(older('main'));
    for (const person of [ada, bob]) {
      for (const mark of [person?.email, person?.pseudo]) {
        expect(stood.includes(mark ?? 'nobody')).toBe(true);
        expect(bytes().includes(mark ?? '')).toBe(false);
      }
    }
  });

  it.each<[string, Name[]]>([
    ['the main database', ['main']],
    ['the vault', ['vault']],
    ['both databases', ['main', 'vault']],
  ])('nothing comes back with an older copy of %s', async (_name, names) => {
    await putBack(...names);
    expect(idsIn('main')).toEqual(ids(eve, admin));
    await expect.poll(() => idsIn('vault')).toEqual([]);
    for (const person of [ada, bob]) expect(bytes().includes(person?.email ?? '')).toBe(false);
    const signIn = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
    const input = { identifier: ada?.pseudo, password: goodPassword };
    expect((await house.visitor().send(signIn, { input })).code).toBe('INVALID_CREDENTIALS');
  });

  it('the others keep everything, and the totals count', async () => {
    await keep(eve as Person);
    await putBack('main');
    const caller = await house.signIn(eve as Person);
    expect(await readBy({ ...(eve as Person), caller })).toMatchObject({ failed: [], data: aRecord });
    const asAdmin = await house.signIn(admin as Person);
    const { body } = await asAdmin.send('{ overview { users } users { totalCount } }');
    expect(JSON.parse(body)).toMatchObject({ data: { overview: { users: 2 }, users: { totalCount: 2 } } });
  });

  it('it is recorded once more, once', async () => {
    await putBack('main', 'vault');
    const facts = within('main', (database) =>
      database.prepare("select subject, facts from recorded_event where type = 'user.deleted' order by subject").all(),
    );
    const again = (subject: unknown) => ({ subject: `user:${String(subject)}`, facts: '{"reason":"erased_before"}' });
    expect(facts).toEqual(ids(ada, bob).map(again));
    expect(replays()).toHaveLength(1);
    await startAgain();
    expect(replays()).toEqual([]);
  });

  it('a start on the databases that they left costs no search', async () => {
    await startAgain();
    expect(replays()).toEqual([]);
    expect(idsIn('main')).toEqual(ids(eve, admin));
  });

  it('a ledger that is lost is made again from the journal, and the operator is told', async () => {
    const ledger = join(folder, 'erasures.ledger');
    await house.app.close();
    rmSync(ledger);
    await startAgain();
    expect(house.announced.join()).toMatch(/ledger of erasures lacked 2 entries/);
    await putBack('main', 'vault');
    expect([idsIn('main'), idsIn('vault')]).toEqual([ids(eve, admin), []]);
  });

  it('a ledger of another instance keeps the house shut', async () => {
    const other = await openTestHouse();
    await leave(await other.person());
    await house.app.close();
    copyFileSync(join(other.folder, 'erasures.ledger'), join(folder, 'erasures.ledger'));
    await expect(openTestHouse({ DATA_DIR: folder })).rejects.toThrow(/was not written with this erasure\.key/);
    await other.close();
  });
});

it('a deletion that the ledger cannot keep is not answered as done, and is done when it can', async () => {
  const ledger = join(folder, 'erasures.ledger');
  await leave(eve as Person);
  renameSync(ledger, `${ledger}.away`);
  mkdirSync(ledger);
  const answer = await leave(ada as Person);
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect([idsIn('main'), idsIn('vault')]).toEqual([ids(ada, bob, admin), ids(bob)]);
  rmSync(ledger, { recursive: true });
  renameSync(`${ledger}.away`, ledger);
  await expect.poll(() => idsIn('main'), { timeout: 15_000 }).toEqual(ids(bob, admin));
  expect(existsSync(ledger)).toBe(true);
}, 30_000);
