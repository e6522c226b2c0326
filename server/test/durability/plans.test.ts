// What an operation reads does not grow with the number of people: every statement finds its rows by an index.
import Database from 'better-sqlite3';
import { RefreshDocument, SignInDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';

/** Tables that stay small however many people there are, or that are read whole on purpose. */
const small = /^(role|tally|claim|migration|master_key|pragma_|sqlite_|json_each|m$|\d|\(subquery)/;

/** What was asked, and of which file. */
const statements = new Map<string, string>();
const prepare = Database.prototype.prepare;

let house: TestHouse;
beforeAll(async () => {
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    statements.set(sql, this.name);
    return prepare.call(this, sql);
  } as typeof prepare;
  house = await openTestHouse();
  statements.clear();
});
afterAll(async () => {
  Database.prototype.prepare = prepare;
  await house.close();
});

interface Step {
  readonly detail: string;
}

/** How SQLite goes about a statement. */
function planOf(sql: string): string[] {
  const database = new Database(statements.get(sql) ?? '', { readonly: true });
  try {
    const statement = prepare.call(database, `explain query plan ${sql}`) as Database.Statement<unknown[], Step>;
    const parameters = Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => 1);
    return statement.all(...parameters).map(({ detail }) => detail);
  } finally {
    database.close();
  }
}

/** A page read in the order of an index, which stops when it is full. */
const isPage = (step: string, sql: string, plan: readonly string[]): boolean =>
  step.includes(' USING INDEX ') && sql.endsWith('limit ?') && !plan.some((other) => other.includes('TEMP B-TREE'));

/** Where a statement reads a whole table, or all of an index. */
function scansOf(sql: string): string[] {
  const plan = planOf(sql);
  return plan
    .filter((step) => step.startsWith('SCAN ') && !small.test(step.slice('SCAN '.length)) && !isPage(step, sql, plan))
    .map((step) => `${step}: ${sql}`);
}

const list = `query ($filter: UserFilter, $order: UserOrder, $after: String) {
  users(first: 2, filter: $filter, order: $order, after: $after) { totalCount edges { cursor node { id } } }
}`;

const everything = `{
  me { id } roles { name userCount } scopes { name } instance { claimable }
  overview { users activeSessions loginsLast24h failedLoginsLast24h
    registrationsByDay(days: 90) { day count } loginsByDay(days: 30) { day count } }
}`;
const journal = `query ($filter: AuditFilter) {
  auditEvents(filter: $filter, first: 2) { totalCount edges { cursor node { actor { id } concerned { id } } } }
}`;
const ownPart = '{ all: myActivity { totalCount } some: myActivity(refreshes: false) { totalCount } }';
const person = `query ($id: ID!) {
  user(id: $id) { pseudo scopes grants { scope } }
  userSessions(userId: $id) { id }
  explainAccess(userId: $id, coordinate: "Query.users") { allowed }
  mySessions { id }
}`;

const change = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }`;
const leave = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }`;
const data = 'mutation { updatePersonalData(input: { city: "Paris" }) { city } }';
const rename = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }`;

/** Runs what must succeed. */
async function must(answer: Promise<{ code: string | null; body: string }>): Promise<void> {
  const { code, body } = await answer;
  if (code) throw new Error(body);
}

async function readAll(admin: Person, member: Person): Promise<void> {
  await must(admin.caller.send(everything));
  await must(admin.caller.send(person, { id: member.id }));
  const filters = [
    {},
    { role: 'member' },
    { status: 'ACTIVE' },
    { role: 'admin', status: 'ACTIVE' },
    { search: 'per' },
  ];
  for (const filter of [...filters, { search: 'per', role: 'member', status: 'ACTIVE' }])
    for (const by of ['CREATED_AT', 'LAST_SEEN_AT', 'PSEUDO'])
      for (const direction of ['ASC', 'DESC']) {
        const order = { by, direction };
        const answer = await admin.caller.send<{ users: { edges: { cursor: string }[] } }>(list, { filter, order });
        const after = answer.data?.users.edges.at(-1)?.cursor ?? null;
        await must(admin.caller.send(list, { filter, order, after }));
      }
}

/** The journal by everything that it can be looked up by. */
async function readJournal(admin: Person, member: Person): Promise<void> {
  const [from, to] = [new Date(0), new Date()];
  const lookups = [{}, { actorId: member.id }, { personId: member.id }, { subject: `user:${member.id}` }];
  const types = ['session.refreshed', 'session.opened'].map((type) => ({ type }));
  const outcomes = ['SUCCESS', 'FAILURE'].map((outcome) => ({ outcome }));
  for (const lookup of [...lookups, { subject: 'session:x' }, ...types, ...outcomes])
    for (const rest of [{}, { refreshes: false }, { from, to }, { type: 'user.registered', outcome: 'SUCCESS' }])
      await must(admin.caller.send(journal, { filter: { ...rest, ...lookup } }));
  await must(admin.caller.send('{ verifyAudit { ok } }'));
  await must(member.caller.send(ownPart));
}

async function actOn(admin: Person, member: Person): Promise<void> {
  await must(acts.createRole(admin, 'helper', ['users:read']));
  await must(acts.updateRole(admin, 'helper', ['users:read', 'users:write']));
  await must(acts.setRole(admin, member, 'helper'));
  await must(acts.grant(admin, member, 'users:delete'));
  await must(acts.revoke(admin, member, 'users:delete'));
  await must(acts.setRole(admin, member, 'member'));
  await must(acts.deleteRole(admin, 'helper'));
  await must(acts.suspend(admin, member));
  await must(acts.reinstate(admin, member));
  await must(acts.endSessions(admin, member));
}

async function live(member: Person): Promise<void> {
  const signIn = (password: string) =>
    member.caller.run(SignInDocument, { input: { identifier: member.pseudo, password } });
  await signIn('no password of theirs');
  const answer = await signIn(goodPassword);
  member.caller.accessToken = answer.data?.login.auth?.accessToken ?? null;
  await must(member.caller.run(RefreshDocument, {}));
  await must(member.caller.send(rename, { input: { pseudo: `${member.pseudo}-x` } }));
  await must(member.caller.send(data));
  await must(member.caller.send('{ myPersonalData { city } }'));
  const another = 'eleven small boats on the lake';
  const passwords = { currentPassword: goodPassword, newPassword: another };
  const changed = await member.caller.send<{ changePassword: { accessToken: string } }>(change, { input: passwords });
  member.caller.accessToken = changed.data?.changePassword.accessToken ?? null;
  await must(member.caller.send(leave, { input: { password: another, confirmation: `${member.pseudo}-x` } }));
}

describe('every statement of', () => {
  it('reading, acting on others, and living here finds its rows by an index', { timeout: 60_000 }, async () => {
    const [admin, member] = [await house.person('admin'), await house.person()];
    await readAll(admin, member);
    await house.app.journal.exportCheckpoint();
    await readJournal(admin, member);
    await actOn(admin, member);
    await live(member);
    await acts.remove(admin, await house.person());
    const asked = [...statements.keys()].filter((sql) => /^\s*(select|update|delete|insert|with)/i.test(sql));
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.flatMap(scansOf)).toEqual([]);
  });
});
