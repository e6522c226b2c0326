// Catalogue: C4, Z12: every door checks the state of the account.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { ask, openDevice, refresh, type Tokens } from '#test/threats/device.js';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

const password = 'seven quiet stones in a row';
const signIn = (identifier: string): Promise<{ code: string | null }> =>
  house.visitor().send('mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }', {
    input: { identifier, password },
  });

const states: readonly { name: string; put: (id: string) => Promise<unknown>; door: string | null }[] = [
  {
    name: 'suspended',
    put: (id) => admin.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "test") { id } }', { id }),
    door: 'ACCOUNT_SUSPENDED',
  },
  {
    name: 'deleted',
    put: (id) => admin.caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id }),
    door: 'INVALID_CREDENTIALS',
  },
];

describe.each(states)('a $name person', ({ put, door }) => {
  let person: Person;
  let device: Tokens;
  beforeAll(async () => {
    person = await house.person();
    device = await openDevice(house, person.id);
    await put(person.id);
  });

  it('cannot sign in', async () => {
    expect(await signIn(person.pseudo)).toMatchObject({ code: door });
    expect(await signIn(person.email)).toMatchObject({ code: door });
  });

  it('cannot refresh, by body or by cookie', async () => {
    expect(await refresh(house, device.refreshToken)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(await person.caller.send('mutation { refresh { accessToken } }')).toMatchObject({
      status: 401,
      code: 'SESSION_ENDED',
    });
  });

  it.each([
    'mutation { confirmPassword(password: "seven quiet stones in a row") { accessToken } }',
    'mutation { updateProfile(input: { bio: "still here" }) { id } }',
    'mutation { logoutEverywhere }',
    'mutation { deleteAccount(input: { password: "seven quiet stones in a row", confirmation: "x" }) }',
    'mutation { changePassword(input: { currentPassword: "seven quiet stones in a row", newPassword: "eleven loud rivers under glass" }) { accessToken } }',
    '{ mySessions { id } }',
    '{ me { id } }',
  ])('cannot use an access token already issued: %s', async (text) => {
    const caller = house.visitor({ authorization: `Bearer ${device.accessToken}` });
    expect(await caller.send(text)).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
  });
});

describe('a person who was reinstated', () => {
  it('signs in again, while the sessions of before stay ended', async () => {
    const person = await house.person();
    const device = await openDevice(house, person.id);
    await admin.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "test") { id } }', {
      id: person.id,
    });
    await admin.caller.send('mutation ($id: ID!) { reinstateUser(userId: $id) { id } }', { id: person.id });
    expect(await signIn(person.pseudo)).toMatchObject({ code: null });
    expect(await ask(house, device.accessToken)).toBe('SESSION_ENDED');
    expect(await refresh(house, device.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
  });
});
