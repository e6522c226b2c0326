// Catalogue: A12: a clock that steps an hour either way lets nobody in and throws nobody out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { mustRefresh, openDevice } from '#test/threats/device.js';

const hourMs = 3_600_000;
const roleText = 'mutation ($id: ID!) { setUserRole(userId: $id, role: "member") { role } }';
const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse();
  person = await house.person();
});
afterAll(() => house.close());

describe.each([
  ['forward', hourMs],
  ['back', -hourMs],
])('a clock that steps an hour %s', (_name, step) => {
  it('signs nobody out: every device refreshes, again and again, and signs in', async () => {
    const devices = await Promise.all(Array.from({ length: 5 }, () => openDevice(house, person.id)));
    house.clock.advance(step);
    for (const device of devices) {
      const next = await mustRefresh(house, device.refreshToken);
      const { data } = await house
        .visitor({ authorization: `Bearer ${next.accessToken}` })
        .send<{ me: { id: string } }>('{ me { id } }');
      expect(data?.me.id).toBe(person.id);
      await mustRefresh(house, next.refreshToken);
    }
    const input = { identifier: person.pseudo, password: goodPassword };
    expect((await house.visitor().send(signInText, { input })).status).toBe(200);
    house.clock.advance(-step);
    for (const device of await Promise.all([openDevice(house, person.id)]))
      await mustRefresh(house, device.refreshToken);
  });

  it('keeps no proof fresh for longer than ten minutes', async () => {
    const admin = await house.person('admin');
    await house.person('admin');
    house.clock.advance(step);
    const answer = await admin.caller.send(roleText, { id: admin.id });
    expect(['REAUTHENTICATION_REQUIRED', 'UNAUTHENTICATED']).toContain(answer.code);
    house.clock.advance(-step);
  });
});
