// Catalogue: T10.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { ask, openDevice, refresh, sessionIdOf, type Tokens } from '#test/threats/device.js';

/** Interleavings tried of each pair, in one run. */
const rounds = 8;

/** One of those interleavings: other work may run between the two. */
async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
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

  it.each(Object.keys(endings))('%s hands out no token that lives afterwards', async (name) => {
    for (let round = 0; round < rounds; round += 1) {
      const person = await house.person();
      const device = await openDevice(house, person.id);
      const caller = house.visitor({ authorization: `Bearer ${device.accessToken}` });
      const late = Math.floor(Math.random() * 12);
      const [ended, ...refreshed] = await Promise.all([
        afterTurns(round % 2 === 0 ? 0 : late).then(() => endings[name]?.({ person, device, admin, caller })),
        refresh(house, device.refreshToken),
        afterTurns(late).then(() => refresh(house, device.refreshToken)),
      ]);
      expect(ended, ended?.body).toMatchObject({ status: 200 });
      for (const { data } of refreshed) {
        if (!data?.refresh) continue;
        expect(await ask(house, data.refresh.accessToken), `${name}, round ${round}, ${late} turns`).toBe(
          'SESSION_ENDED',
        );
        expect(await refresh(house, data.refresh.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
      }
      expect(await ask(house, device.accessToken)).toBe('SESSION_ENDED');
      expect(await refresh(house, device.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    }
  });

  it('changePassword on the same device leaves only the tokens that it answers with, or later ones', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const person = await house.person();
      const device = await openDevice(house, person.id);
      const caller = house.visitor({ authorization: `Bearer ${device.accessToken}` });
      const change =
        'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken refreshToken } }';
      const input = { currentPassword: goodPassword, newPassword: 'eleven loud rivers under glass' };
      const [changed, refreshed] = await Promise.all([
        caller.send<{ changePassword: Tokens }>(change, { input }),
        afterTurns(round * 10).then(() => refresh(house, device.refreshToken)),
      ]);
      expect(changed.status, changed.body).toBe(200);
      for (const stale of [device.accessToken, refreshed.data?.refresh.accessToken ?? device.accessToken])
        expect(['UNAUTHENTICATED', 'SESSION_ENDED']).toContain(await ask(house, stale));
      const replay = refreshed.data?.refresh.refreshToken ?? device.refreshToken;
      expect(await refresh(house, replay)).toMatchObject({ code: 'SESSION_ENDED' });
    }
  });
});
