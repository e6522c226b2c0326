// Catalogue: C4, C9: a failed proof is remembered with the door it was tried at and the true reason; no answer tells.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted } from '#test/threats/device.js';

interface Failure {
  readonly subject: string | null;
  readonly facts: { readonly door: string; readonly reason: string };
}

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

const wrong = 'nine slow rivers under the moon';
const sql = "select subject, facts from recorded_event where type = 'login.failed' order by seq desc limit 1";

/** What the journal says of the failure that happened last. */
function lastFailure(): Failure | undefined {
  const [row] = readCommitted<{ subject: string | null; facts: string }>(house, sql);
  return row && { subject: row.subject, facts: JSON.parse(row.facts) as Failure['facts'] };
}

const signIn = (identifier: string, password: string): Promise<{ code: string | null }> =>
  house.visitor().send('mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }', {
    input: { identifier, password },
  });

describe('a failed proof is remembered', () => {
  it.each([
    ['confirm_password', `confirmPassword(password: "${wrong}") { accessToken }`],
    [
      'change_password',
      `changePassword(input: { currentPassword: "${wrong}", newPassword: "eleven green doors on a hill" }) { accessToken }`,
    ],
    ['delete_account', `deleteAccount(input: { password: "${wrong}", confirmation: "PSEUDO" })`],
  ])('at the door %s, with whose it was', async (door, field) => {
    const person = await house.person();
    const answer = await person.caller.send(`mutation { ${field.replace('PSEUDO', person.pseudo)} }`);
    expect(answer.code).toBe('INVALID_CREDENTIALS');
    expect(lastFailure()).toEqual({ subject: `user:${person.id}`, facts: { door, reason: 'wrong_password' } });
  });

  it('at the door sign_in, with whose account was meant', async () => {
    const person = await house.person();
    expect((await signIn(person.email, wrong)).code).toBe('INVALID_CREDENTIALS');
    expect(lastFailure()).toEqual({
      subject: `user:${person.id}`,
      facts: { door: 'sign_in', reason: 'wrong_password' },
    });
  });

  it('at the door sign_in, about nobody where nobody was meant', async () => {
    expect((await signIn('nobody.at.all', wrong)).code).toBe('INVALID_CREDENTIALS');
    expect(lastFailure()).toMatchObject({ subject: null, facts: { door: 'sign_in' } });
  });

  it('as a suspension where the password was right', async () => {
    const person = await house.person();
    await admin.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "test") { id } }', {
      id: person.id,
    });
    expect((await signIn(person.pseudo, goodPassword)).code).toBe('ACCOUNT_SUSPENDED');
    expect(lastFailure()).toEqual({ subject: `user:${person.id}`, facts: { door: 'sign_in', reason: 'suspended' } });
  });
});
