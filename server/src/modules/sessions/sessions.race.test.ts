// Catalogue: T10.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { ask, mustRefresh, openDevice, refresh, sessionIdOf, type Tokens } from '#test/threats/device.js';

/** Interleavings tried of each pair, in one run. */
const rounds = sized(25, 200);
const patience = { timeout: rounds * 2_000 };
/** Turns of the event loop that either side may be late by: about as many as a refresh takes. */
const turns = fc.nat(15);

/** The session ends well after both refreshes were answered. */
const wellBefore: [number, number, number] = [200, 0, 0];

/** Other work may run first. */
async function afterTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

interface Parties {
  readonly person: Person;
  readonly device: Tokens;
  readonly admin: Person;
  /** Who speaks with the device's access token. */
  readonly caller: Caller;
}

/** What ends the device's session, answering whether it was done. */
const endings: Record<string, (parties: Parties) => Promise<{ status: number; body: string }>> = {
  logout: ({ caller }) => caller.send('mutation { logout }'),
  revokeSession: ({ person, device }) =>
    person.caller.send('mutation ($id: ID!) { revokeSession(id: $id) }', { id: sessionIdOf(device) }),
  logoutEverywhere: ({ person }) => person.caller.send('mutation { logoutEverywhere(keepCurrent: true) }'),
  changePassword: ({ person }) =>
    person.caller.send('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }', {
      input: { currentPassword: goodPassword, newPassword: 'eleven loud rivers under glass' },
    }),
  suspendUser: ({ admin, person }) =>
    admin.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "race") { id } }', { id: person.id }),
  revokeUserSessions: ({ admin, person }) =>
    admin.caller.send('mutation ($id: ID!) { revokeUserSessions(userId: $id) }', { id: person.id }),
  deleteUser: ({ admin, person }) =>
    admin.caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id: person.id }),
  deleteAccount: ({ person }) =>
    person.caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
      input: { password: goodPassword, confirmation: person.pseudo },
    }),
};

describe('a refresh that races with', () => {
  let house: TestHouse;
  let admin: Person;
  beforeAll(async () => {
    house = await openTestHouse();
    admin = await house.person('admin');
  });
  afterAll(() => house.close());

  /** A device whose session is dead: neither what was handed out before nor what an overlapping refresh got works. */
  async function expectDead(...tokens: readonly Partial<Tokens>[]): Promise<void> {
    for (const { accessToken, refreshToken } of tokens) {
      expect(await ask(house, accessToken ?? '')).toBe('SESSION_ENDED');
      expect(await refresh(house, refreshToken ?? '')).toMatchObject({ code: 'SESSION_ENDED' });
    }
  }

  it.each(Object.keys(endings))('%s hands out no token that lives afterwards', patience, async (name) => {
    let handedOut = 0;
    const interleaving = fc.asyncProperty(turns, turns, turns, async (endedAfter, firstAfter, secondAfter) => {
      const person = await house.person();
      const device = await openDevice(house, person.id);
      const caller = house.visitor({ authorization: `Bearer ${device.accessToken}` });
      const [ended, ...refreshed] = await Promise.all([
        afterTurns(endedAfter).then(() => endings[name]?.({ person, device, admin, caller })),
        afterTurns(firstAfter).then(() => refresh(house, device.refreshToken)),
        afterTurns(secondAfter).then(() => refresh(house, device.refreshToken)),
      ]);
      expect(ended, ended?.body).toMatchObject({ status: 200 });
      const tokens = refreshed.flatMap(({ data }) => data?.refresh ?? []);
      handedOut += tokens.length;
      await expectDead(device, ...tokens);
    });
    await fc.assert(interleaving, { numRuns: rounds, examples: [wellBefore] });
    expect(handedOut).toBeGreaterThan(0);
  });

  it('changePassword on the same device leaves only the tokens that it answers with', patience, async () => {
    const text =
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken refreshToken } }';
    const input = { currentPassword: goodPassword, newPassword: 'eleven loud rivers under glass' };
    const interleaving = fc.asyncProperty(fc.nat(80), async (refreshAfter) => {
      const person = await house.person();
      const device = await openDevice(house, person.id);
      const caller = house.visitor({ authorization: `Bearer ${device.accessToken}` });
      const [changed, refreshed] = await Promise.all([
        caller.send<{ changePassword: Tokens }>(text, { input }),
        afterTurns(refreshAfter).then(() => refresh(house, device.refreshToken)),
      ]);
      expect(changed.status, changed.body).toBe(200);
      for (const stale of [device.accessToken, refreshed.data?.refresh.accessToken ?? device.accessToken])
        expect(['UNAUTHENTICATED', 'SESSION_ENDED']).toContain(await ask(house, stale));
      const replay = refreshed.data?.refresh.refreshToken ?? device.refreshToken;
      expect(await refresh(house, replay)).toMatchObject({ code: 'UNAVAILABLE', data: null });
      await mustRefresh(house, changed.data?.changePassword.refreshToken ?? '');
    });
    await fc.assert(interleaving, { numRuns: rounds });
  });
});
