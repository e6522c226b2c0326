// Catalogue: C6, C7, G1; promise M8.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import type { Answer } from '#test/caller.js';

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1', TRUSTED_PROXY_HOPS: '1' });
});
afterAll(() => house.close());

let addresses = 0;
/** Each guess comes from an address of its own, so that only the account's limit is met. */
function signIn(identifier: string, password: string): Promise<Answer<unknown>> {
  addresses += 1;
  const address = `198.51.${addresses >> 8}.${addresses & 255}`;
  return house.visitor({ 'x-forwarded-for': address }).send(signInText, { input: { identifier, password } });
}

const count = (answers: readonly Answer<unknown>[], code: string | null): number =>
  answers.filter((answer) => answer.code === code).length;

describe('guesses that come at once', () => {
  it.each([0, 3, 50, 199])(
    'are evaluated five times at most where the right one is number %i of 200',
    async (place) => {
      const person = await house.person();
      const guesses = Array.from({ length: 200 }, (_, index) =>
        index === place ? goodPassword : `wrong guess number ${index}`,
      );
      const answers = await Promise.all(guesses.map((password) => signIn(person.pseudo, password)));
      expect(count(answers, 'INVALID_CREDENTIALS')).toBeLessThanOrEqual(9);
      const throttled = answers.filter(({ code }) => code === 'RATE_LIMITED');
      expect(throttled.length).toBeGreaterThanOrEqual(190);
      for (const { status, headers } of throttled)
        expect([status, Number(headers['retry-after']) > 0]).toEqual([429, true]);
      if (place > 10) expect(count(answers, null)).toBe(0);
    },
  );

  it('of which all are right all pass', async () => {
    const person = await house.person();
    const answers = await Promise.all(Array.from({ length: 10 }, () => signIn(person.pseudo, goodPassword)));
    expect(count(answers, null)).toBe(10);
  });

  it('at one account delay nobody else', async () => {
    const [victim, other] = [await house.person(), await house.person()];
    await Promise.all(Array.from({ length: 50 }, () => signIn(victim.pseudo, 'a wrong guess at it')));
    expect((await signIn(other.pseudo, goodPassword)).status).toBe(200);
  });

  it('are at most ten in a quarter of an hour, whatever the pace', async () => {
    const person = await house.person();
    let evaluated = 0;
    for (let second = 0; second < 900; second += 1) {
      if ((await signIn(person.pseudo, 'a wrong guess at it')).code === 'INVALID_CREDENTIALS') evaluated += 1;
      house.clock.advance(1_000);
    }
    expect(evaluated).toBe(10);
  }, 60_000);
});

describe('several guesses in one document', () => {
  it.each([
    [
      'aliases',
      'mutation ($i: LoginInput!) { a: login(input: $i) { auth { accessToken } } b: login(input: $i) { auth { accessToken } } }',
    ],
    [
      'a fragment',
      'mutation ($i: LoginInput!) { login(input: $i) { auth { accessToken } } ...f } fragment f on Mutation { b: login(input: $i) { auth { accessToken } } }',
    ],
    [
      'a condition',
      'mutation ($i: LoginInput!, $no: Boolean = false) { login(input: $i) { auth { accessToken } } ... @skip(if: $no) { b: login(input: $i) { auth { accessToken } } } }',
    ],
  ])('under %s run none', async (_name, text) => {
    const person = await house.person();
    const input = { identifier: person.pseudo, password: 'a wrong guess at it' };
    const events = await house.eventsOf(async () => {
      const answer = await house.visitor().send(text, { i: input });
      expect(answer).toMatchObject({ code: 'OPERATION_TOO_COSTLY', status: 400 });
      expect(answer.errors[0]?.extensions).toMatchObject({ limit: 'credentials' });
    });
    expect(events).toEqual([]);
  });

  it('under another operation name are counted alike', async () => {
    const person = await house.person();
    const outcomes: (string | null)[] = [];
    for (let index = 0; index < 7; index += 1) {
      const text = signInText.replace('mutation', `mutation Name${index}`);
      const variables = { input: { identifier: person.pseudo, password: 'a wrong guess at it' } };
      outcomes.push((await house.visitor().send(text, variables)).code);
    }
    expect(outcomes).toEqual([...Array<string>(5).fill('INVALID_CREDENTIALS'), 'RATE_LIMITED', 'RATE_LIMITED']);
  });
});
