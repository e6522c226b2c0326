// Catalogue: C19, Z10, C11 and T3 (read and write in one unit of work, whoever comes at the same time).
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aSignUp } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted } from './device.js';

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

const people = (count: number, role?: string): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => house.person(role)));

const activeAdmins = (): unknown[] =>
  readCommitted(house, `select id from "user" where role = 'admin' and status = 'ACTIVE'`);

/** Sign-ups wait for their turn to hash; one that was shed on a busy machine tries again, as the answer asks. */
async function signUp(input: object): Promise<Answer<Record<string, unknown>>> {
  const text = 'mutation ($input: RegisterInput!) { register(input: $input) { confirmationSent } }';
  const answer = await house.visitor().send(text, { input });
  return answer.code === 'UNAVAILABLE' ? signUp(input) : answer;
}

describe('the claim', () => {
  it('makes exactly one of twenty people administrator', async () => {
    const token = house.announced.join().split('/claim#')[1] ?? '';
    expect(token).toHaveLength(43);
    const twenty = await people(20);
    const answers = await Promise.all(
      twenty.map(({ caller }) =>
        caller.send('mutation ($token: String!) { claimInstance(token: $token) { role } }', { token }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'BAD_USER_INPUT')).toHaveLength(19);
    expect(activeAdmins()).toHaveLength(1);
  });

  it('does not let a guess in, and a new start voids the old token', async () => {
    const { caller } = await house.person();
    const claim = (token: string): Promise<Answer<unknown>> =>
      caller.send('mutation ($token: String!) { claimInstance(token: $token) { role } }', { token });
    const old = house.announced.join().split('/claim#')[1] ?? '';
    for (const guess of ['', old.slice(1), `${old} `, old.toLowerCase()])
      expect(await claim(guess)).toMatchObject({ code: 'BAD_USER_INPUT' });
    house = await house.reopen();
    const again = house.visitor({ authorization: `Bearer ${caller.accessToken}` });
    expect(
      await again.send('mutation ($token: String!) { claimInstance(token: $token) { role } }', { token: old }),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(activeAdmins()).toEqual([]);
  });
});

describe('two administrators who act against each other ten times at once', () => {
  it.each([
    ['demotions', 'mutation ($id: ID!) { setUserRole(userId: $id, role: "member") { id } }'],
    ['deletions', 'mutation ($id: ID!) { deleteUser(userId: $id) }'],
    ['suspensions', 'mutation ($id: ID!) { suspendUser(userId: $id, reason: "race") { id } }'],
  ])('by %s leave one', async (_name, text) => {
    const [one, two] = (await people(2, 'admin')) as [Person, Person];
    const pairs: [Person, Person][] = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0 ? [one, two] : [two, one],
    );
    await Promise.all(pairs.map(([actor, target]) => actor.caller.send(text, { id: target.id })));
    expect(activeAdmins()).toHaveLength(1);
  });

  it('by all three ways, mixed, leave one', async () => {
    const [one, two] = (await people(2, 'admin')) as [Person, Person];
    const texts = [
      'mutation ($id: ID!) { setUserRole(userId: $id, role: "member") { id } }',
      'mutation ($id: ID!) { deleteUser(userId: $id) }',
      'mutation ($id: ID!) { suspendUser(userId: $id, reason: "race") { id } }',
    ];
    await Promise.all(
      texts.flatMap((text) => [one.caller.send(text, { id: two.id }), two.caller.send(text, { id: one.id })]),
    );
    expect(activeAdmins()).toHaveLength(1);
  });

  it('and the last one cannot demote or delete themselves', async () => {
    const { caller, id, pseudo } = await house.person('admin');
    expect(
      await caller.send('mutation ($id: ID!) { setUserRole(userId: $id, role: "member") { id } }', { id }),
    ).toMatchObject({ code: 'CONFLICT' });
    const input = { password: 'seven quiet stones in a row', confirmation: pseudo };
    expect(
      await caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', { input }),
    ).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('twenty sign-ups at once', () => {
  it.each(['pseudo', 'email'] as const)('of one %s in different cases make one account', async (field) => {
    const shared = field === 'email' ? 'same.person@example.org' : 'same.person';
    const inputs = Array.from({ length: 20 }, (_, index) => {
      const written = [...shared]
        .map((letter, at) => ((index >> (at % 5)) & 1 ? letter.toUpperCase() : letter))
        .join('');
      return { ...aSignUp(), [field]: written };
    });
    const answers = await Promise.all(inputs.map(signUp));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      answers.filter(({ status, errors }) => status === 409 && errors[0]?.extensions.fields?.[0]?.name === field),
    ).toHaveLength(19);
    expect(readCommitted(house, 'select id from "user"')).toHaveLength(1);
    expect(readCommitted(house, 'select user_id from credential')).toHaveLength(1);
  });
});
