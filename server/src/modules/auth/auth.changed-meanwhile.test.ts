// Catalogue: T10: a password that was changed while it was being checked proves nothing any more.
import { hash } from 'argon2';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/entity.js';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted, rowOf, sessionIdOf } from '#test/threats/device.js';
import { Credential } from './credential.entity.js';

let house: TestHouse;
let replaced: string;
beforeAll(async () => {
  house = await openTestHouse();
  replaced = await hash('eleven green doors on a hill');
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => house.close());

/** The next check of a password ends well, and at that moment somebody else changes it. */
function changeWhileChecking({ id }: Person): void {
  const { hasher } = house.app.house.ports;
  const { verify } = hasher;
  vi.spyOn(hasher, 'verify').mockImplementationOnce(async (stored, password) => {
    const matches = await verify(stored, password);
    await house.app.database.orm.em.fork().nativeUpdate(Credential, { user: id }, { passwordHash: replaced });
    return matches;
  });
}

const doors: readonly [string, (person: Person) => string][] = [
  [
    'sign-in',
    ({ pseudo }) => `login(input: { identifier: "${pseudo}", password: "${goodPassword}" }) { auth { accessToken } }`,
  ],
  ['confirmation', () => `confirmPassword(password: "${goodPassword}") { accessToken }`],
  [
    'change of the password',
    () =>
      `changePassword(input: { currentPassword: "${goodPassword}", newPassword: "nine slow rivers under the moon" }) { accessToken }`,
  ],
  ['deletion', ({ pseudo }) => `deleteAccount(input: { password: "${goodPassword}", confirmation: "${pseudo}" })`],
];

describe.each(doors)('a %s', (_name, field) => {
  it('is refused and changes nothing', async () => {
    const person = await house.person();
    changeWhileChecking(person);
    const events = await house.eventsOf(async () => {
      const answer = await person.caller.send(`mutation { ${field(person)} }`);
      expect(answer).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
    });
    expect(events).toEqual([]);
    expect(readCommitted(house, 'select password_hash from credential where user_id = ?', person.id)).toEqual([
      { password_hash: replaced },
    ]);
    expect(
      rowOf(house, sessionIdOf({ accessToken: '', refreshToken: person.caller.cookies.get('socle_rt') ?? '' })),
    ).toMatchObject({
      generation: 1,
      ended_at: null,
    });
  });
});

describe('the caller’s own account', () => {
  it('that is gone by the time of the act asks for a new sign-in', async () => {
    const { services } = house.app.house.open({
      requestId: newId(),
      identity: {
        kind: 'user',
        id: newId(),
        role: 'member',
        sessionId: newId(),
        scopes: new Set<string>(),
        provenAt: house.clock.now(),
      },
    });
    await expect(
      services.auth.deleteAccount({ password: goodPassword, confirmation: 'whoever' }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
