import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { readKeyRing } from '#platform/crypto/keys.js';
import { Statements } from '#platform/crypto/statements.js';
import { SqliteReader } from '#platform/database/sqlite.js';
import { openErasureLedger } from '#platform/erasure-ledger.js';
import { Chain } from '#platform/journal/chain.js';
import { verifyChain } from '#platform/journal/verification.js';
import { askAt } from './built-server.js';
import type { Subject } from './load.js';
import { mustRefreshAt } from './tokens.js';

/** Where an instance keeps what it must not lose. */
export interface Place {
  readonly main: string;
  readonly vault: string;
  readonly ledger: string;
  readonly keys: string;
}

export const placeIn = (dataDir: string): Place => ({
  main: join(dataDir, 'main.db'),
  vault: join(dataDir, 'vault.db'),
  ledger: join(dataDir, 'erasures.ledger'),
  keys: join(dataDir, 'keys'),
});

const subjectOf = (id: string): string => `'user:' || ${id}`;
const recorded = (type: string, id: string): string =>
  `select 1 from recorded_event where type = '${type}' and subject = ${subjectOf(id)}`;

/** What there must be nothing of: each names a half of something whose other half is missing. */
const halves = {
  'a person without a password': 'select id from "user" where id not in (select user_id from credential)',
  'a person without a session': 'select id from "user" where id not in (select user_id from session)',
  'a person whose sign-up is not recorded': `select u.id from "user" u where not exists (${recorded('user.registered', 'u.id')})`,
  'a sign-up without its person': `select substr(e.subject, 6) as id from recorded_event e where e.type = 'user.registered'
    and substr(e.subject, 6) not in (select id from "user")
    and not exists (select 1 from recorded_event d where d.type = 'user.deleted' and d.subject = e.subject)`,
  'a deletion whose person is here': `select u.id from "user" u where exists (${recorded('user.deleted', 'u.id')})`,
  'a deletion recorded twice': `select subject from recorded_event where type = 'user.deleted' group by subject having count(*) > 1`,
  'a data key without its person': 'select user_id from vault.data_key where user_id not in (select id from "user")',
  'a data key without its record':
    'select id from vault.data_key where id not in (select data_key_id from vault.personal_record)',
  'a record without its data key':
    'select id from vault.personal_record where data_key_id not in (select id from vault.data_key)',
  'a record whose making is not recorded': `select k.user_id from vault.data_key k where not exists (${recorded('vault.changed', 'k.user_id')})`,
  'a promise that waits': 'select id from vault.pending_fact',
};

/** Reads both databases as they are on disk, with a connection that cannot write. */
function inBoth<T>({ main, vault }: Place, read: (database: Database.Database) => T): T {
  const database = new Database(main, { readonly: true });
  try {
    database.prepare('attach ? as vault').run(vault);
    return read(database);
  } finally {
    database.close();
  }
}

export const pendingIn = (place: Place): unknown[] =>
  inBoth(place, (database) => database.prepare(halves['a promise that waits']).all());

/** Both databases are whole, and nothing in them is half. */
function expectWhole(place: Place): void {
  const found = inBoth(place, (database) => ({
    pages: ['main', 'vault'].map((name) => database.pragma(`${name}.integrity_check`, { simple: true })),
    links: ['main', 'vault'].flatMap((name) => database.pragma(`${name}.foreign_key_check`)),
    halves: Object.entries(halves).flatMap(([name, sql]) =>
      database
        .prepare(sql)
        .all()
        .map((row) => ({ name, row })),
    ),
  }));
  expect(found).toEqual({ pages: ['ok', 'ok'], links: [], halves: [] });
}

async function expectJournalHolds({ main, keys }: Place): Promise<void> {
  const { journal, signing } = readKeyRing(keys);
  const reader = new SqliteReader(main);
  try {
    expect((await verifyChain(reader, new Chain(journal), new Statements(signing))).fault).toBeNull();
  } finally {
    reader.close();
  }
}

/** Who has an account, and who is erased, is as it was acknowledged; nobody is both or neither. */
async function expectLives(place: Place, subjects: readonly Subject[]): Promise<Map<string, string>> {
  const rows = inBoth(place, (database) => database.prepare('select id, pseudo from "user"').all());
  const ids = new Map((rows as { id: string; pseudo: string }[]).map(({ id, pseudo }) => [pseudo, id]));
  const erased = await openErasureLedger(place.ledger, readKeyRing(place.keys).erasure).read();
  const wrong = subjects.filter(({ id, input, life }) => {
    const isHere = ids.has(input.pseudo);
    return !life.values.includes(isHere ? 'here' : 'gone') || (id !== null && erased.has(id) === isHere);
  });
  expect(wrong.map(({ id, input, life }) => ({ id, pseudo: input.pseudo, life: life.values }))).toEqual([]);
  return ids;
}

const readText = '{ me { bio } myPersonalData { city legalName } }';

interface Read {
  readonly me: { readonly bio: string | null };
  readonly myPersonalData: { readonly city: string | null; readonly legalName: string | null };
}

/** Somebody goes on where they were: the token that they hold last is good, and what was acknowledged is read. */
async function expectGoesOn(port: number, subject: Subject): Promise<void> {
  subject.tokens = await mustRefreshAt(port, subject.tokens.refreshToken);
  const authorization = `Bearer ${subject.tokens.accessToken}`;
  const { data } = await askAt<Read>(port, readText, {}, { authorization });
  const { me, myPersonalData: kept } = data as Read;
  expect(subject.bio.values).toContain(me.bio);
  expect(subject.personal.values).toContain(kept.city);
  expect(kept.legalName).toBe(kept.city);
  subject.bio.become(me.bio, 'done');
  subject.personal.become(kept.city, 'done');
}

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
/** Each costs a hash. */
const signInsTried = 2;

async function expectSignIn(port: number, { input }: Subject): Promise<void> {
  const { status } = await askAt(port, signInText, { input: { identifier: input.pseudo, password: input.password } });
  expect(status).toBe(200);
}

/** Holds what is there against what was acknowledged; `recent` are those who also sign in and go on. */
export async function examine(
  place: Place,
  port: number,
  subjects: readonly Subject[],
  recent: readonly Subject[] = subjects,
): Promise<void> {
  expectWhole(place);
  await expectJournalHolds(place);
  const ids = await expectLives(place, subjects);
  for (const { input, life } of subjects) life.become(ids.has(input.pseudo) ? 'here' : 'gone', 'done');
  const here = recent.filter(({ input }) => ids.has(input.pseudo));
  for (const subject of here) if (subject.id) await expectGoesOn(port, subject);
  for (const subject of here.slice(-signInsTried)) await expectSignIn(port, subject);
}
