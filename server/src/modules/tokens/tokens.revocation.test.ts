// Catalogue: T13, T14; promise M2: a token that was revoked is worth nothing at the next request, in every process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp, type App } from '#house/app.js';
import { readSettings } from '#house/settings.js';
import { newId } from '#kernel/entity.js';
import { createLog } from '#platform/telemetry/log.js';
import { goodPassword } from '#test/builders.js';
import { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { askBy, makeToken, programOf, type MadeToken } from '#test/threats/api-tokens.js';
import { empower } from '#test/threats/powers.js';
import { LiveTokens } from './live-tokens.js';
import { hashOf } from './secret.js';

interface Parties {
  readonly owner: Person;
  readonly admin: Person;
  readonly token: MadeToken;
}

const changePassword = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }`;
const deleteAccount = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }';

const endings: readonly { name: string; act: (parties: Parties) => Promise<{ status: number }>; then: string }[] = [
  {
    name: 'its revocation',
    act: ({ owner, token }) => owner.caller.send('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id: token.id }),
    then: 'UNAUTHENTICATED',
  },
  { name: 'suspension', act: ({ owner, admin }) => acts.suspend(admin, owner), then: 'ACCOUNT_SUSPENDED' },
  { name: 'deletion', act: ({ owner, admin }) => acts.remove(admin, owner), then: 'UNAUTHENTICATED' },
  { name: 'another role', act: ({ owner, admin }) => acts.setRole(admin, owner, 'member'), then: '' },
];

const kept: typeof endings = [
  {
    name: 'a changed password',
    act: ({ owner }) =>
      owner.caller.send(changePassword, {
        input: { currentPassword: goodPassword, newPassword: 'eleven loud rivers under glass' },
      }),
    then: 'audit:read',
  },
  {
    name: 'signing out everywhere',
    act: ({ owner }) => owner.caller.send('mutation { logoutEverywhere }'),
    then: 'audit:read',
  },
];

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

/** Somebody with a token that reads the journal. */
async function enter(): Promise<Parties> {
  const owner = await house.person();
  await empower(house, owner, 'audit:read');
  return { owner, admin, token: await makeToken(owner.caller, { scopes: ['audit:read'] }) };
}

it.each([...endings, ...kept])('after $name it is worth "$then" at the very next request', async ({ act, then }) => {
  const parties = await enter();
  const program = programOf(house, parties.token);
  expect(await askBy(program)).toBe('audit:read');
  expect(await act(parties)).toMatchObject({ status: 200 });
  expect(await askBy(program)).toBe(then);
});

it('what a request read just before a revocation is not remembered after it', async () => {
  const { owner, token } = await enter();
  const live = new LiveTokens(house.app.house);
  const finding = live.find(hashOf(token.secret));
  const type = 'api_token.revoked';
  const at = house.clock.now();
  const outcome = 'SUCCESS';
  await owner.caller.send('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id: token.id });
  live.hear({
    id: newId(),
    type,
    outcome,
    at,
    actorId: null,
    subject: `api_token:${token.id}`,
    requestId: '',
    facts: {},
  });
  await finding;
  expect(await live.find(hashOf(token.secret))).toBeNull();
});

describe('another process on the same database', () => {
  let second: App;
  const folder = mkdtempSync(join(tmpdir(), 'socle-second-'));
  beforeAll(async () => {
    const environment = { NODE_ENV: 'test', DATA_DIR: house.folder, PUBLIC_URL: 'http://localhost:4000' };
    second = await createApp({
      settings: readSettings(environment, house.folder),
      log: createLog('silent'),
      clock: house.clock,
      clientFolder: folder,
    });
    await second.http.ready();
  });
  afterAll(async () => {
    await second.close();
    rmSync(folder, { recursive: true });
  });

  it.each(endings)('knows of $name within a second', async ({ act, then }) => {
    const parties = await enter();
    const program = new Caller(second.http, { authorization: `Bearer ${parties.token.secret}` });
    expect(await askBy(program)).toBe('audit:read');
    expect(await act(parties)).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect(await askBy(program)).toBe(then), { timeout: 1_000, interval: 50 });
  });
});

it('whoever leaves takes their tokens with them, also where they may come back', async () => {
  const patient = await openTestHouse({ DELETION_GRACE_DAYS: '7' });
  const owner = await patient.person();
  const program = programOf(patient, await makeToken(owner.caller));
  expect(await askBy(program)).toBe('');
  const input = { password: goodPassword, confirmation: owner.pseudo };
  const events = await patient.eventsOf(() => owner.caller.send(deleteAccount, { input }));
  expect(events).toEqual(['session.ended', 'api_token.revoked', 'user.deletion_planned']);
  await patient.signIn(owner);
  expect(await askBy(program)).toBe('UNAUTHENTICATED');
  await patient.close();
});
