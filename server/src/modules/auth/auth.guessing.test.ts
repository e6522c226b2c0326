// Catalogue: C5, C8, C9: how long a wrong guesser waits, whom that hits, and whom it never hits.
import { ChangePasswordDocument, ConfirmPasswordDocument, SignInDocument } from '@socle/schema/documents';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { errors } from '#kernel/errors.js';
import { goodPassword } from '#test/builders.js';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted } from '#test/threats/device.js';

const wrong = 'nine slow rivers under the moon';
const otherPassword = 'eleven green doors on a hill';

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1' });
  house.clock.stop();
});
beforeEach(async () => {
  house.clock.advance(3_600_000);
  person = await house.person();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => house.close());

/** What a sign-in comes to: null, or the code of its refusal, with the seconds to wait where it names them. */
async function signIn(identifier: string, password: string, caller: Caller = house.visitor()): Promise<string | null> {
  const { code, errors: sent } = await caller.run(SignInDocument, { input: { identifier, password } });
  const wait = sent[0]?.extensions.retryAfterS;
  return wait === undefined ? code : `${code} for ${wait} s`;
}

async function guessWrong(times: number, identifier: string, caller?: Caller): Promise<(string | null)[]> {
  const codes: (string | null)[] = [];
  for (let index = 0; index < times; index += 1) codes.push(await signIn(identifier, wrong, caller));
  return codes;
}

const refused = 'INVALID_CREDENTIALS';
const fiveFree = [refused, refused, refused, refused, refused];

/** The facts of the throttling that the journal holds about this subject. */
const throttlings = (subject: string | null): string[] =>
  readCommitted<{ facts: string }>(
    house,
    "select facts from recorded_event where type = 'login.throttled' and subject is ? order by seq",
    subject,
  ).map(({ facts }) => facts);

describe('whoever guesses wrongly', () => {
  it('waits longer and longer after five, then a quarter of an hour for each', async () => {
    expect(await guessWrong(5, person.pseudo)).toEqual(fiveFree);
    for (const seconds of [1, 2, 4, 8, 16, 900, 900]) {
      expect(await signIn(person.pseudo, wrong)).toBe(`RATE_LIMITED for ${seconds} s`);
      house.clock.advance(seconds * 1000);
      expect(await signIn(person.pseudo, wrong)).toBe(refused);
    }
  });

  it('is counted by the account, whichever of its names they use', async () => {
    expect([...(await guessWrong(3, person.email)), ...(await guessWrong(2, person.pseudo.toUpperCase()))]).toEqual(
      fiveFree,
    );
    expect(await signIn(person.email, wrong)).toBe('RATE_LIMITED for 1 s');
  });

  it('waits for somebody who does not exist just as long, however the name is written', async () => {
    expect([...(await guessWrong(3, 'nobody.here')), ...(await guessWrong(2, 'NOBODY.here'))]).toEqual(fiveFree);
    expect(await signIn('nobody.HERE', wrong)).toBe('RATE_LIMITED for 1 s');
    expect(await signIn('nobody.there', wrong)).toBe(refused);
  });

  it('is not let in by the right password while they wait, and is afterwards, with everything forgotten', async () => {
    await guessWrong(5, person.pseudo);
    expect(await signIn(person.pseudo, goodPassword)).toBe('RATE_LIMITED for 1 s');
    house.clock.advance(1_000);
    expect(await signIn(person.pseudo, goodPassword)).toBeNull();
    expect(await guessWrong(5, person.pseudo)).toEqual(fiveFree);
  });

  it('is noted once, with the account and the door', async () => {
    await guessWrong(8, person.pseudo);
    expect(throttlings(`user:${person.id}`)).toEqual([JSON.stringify({ door: 'sign_in' })]);
  });

  it('is noted once, about nobody, where nobody has that name', async () => {
    const before = throttlings(null).length;
    await guessWrong(8, 'no.such.person');
    expect(throttlings(null).slice(before)).toEqual([JSON.stringify({ door: 'sign_in' })]);
  });
});

describe('a house too busy to check a password', () => {
  it('counts no guess', async () => {
    const { hasher } = house.app.house.ports;
    for (let index = 0; index < 6; index += 1) {
      vi.spyOn(hasher, 'verify').mockRejectedValueOnce(errors.UNAVAILABLE());
      expect(await signIn(person.pseudo, wrong)).toBe('UNAVAILABLE');
    }
    expect(await guessWrong(5, person.pseudo)).toEqual(fiveFree);
  });

  it('does not note that a guess was throttled', async () => {
    vi.spyOn(house.app.house.ports.limiter, 'reserve').mockRejectedValue(errors.UNAVAILABLE());
    expect(await signIn(person.pseudo, wrong)).toBe('UNAVAILABLE');
    vi.restoreAllMocks();
    expect(throttlings(`user:${person.id}`)).toEqual([]);
  });
});

describe('the owner', () => {
  it('signs in with a browser that knows them while strangers hammer the account', async () => {
    const browser = house.visitor();
    expect(await signIn(person.pseudo, goodPassword, browser)).toBeNull();
    await guessWrong(5, person.pseudo);
    expect(await signIn(person.pseudo, goodPassword)).toBe('RATE_LIMITED for 1 s');
    expect(await signIn(person.pseudo, goodPassword, browser)).toBeNull();
  });

  it('has a count of their own in that browser, which strangers do not feel', async () => {
    const browser = house.visitor();
    await signIn(person.pseudo, goodPassword, browser);
    expect(await guessWrong(5, person.pseudo, browser)).toEqual(fiveFree);
    expect(await signIn(person.pseudo, wrong, browser)).toBe('RATE_LIMITED for 1 s');
    expect(await signIn(person.pseudo, goodPassword)).toBeNull();
  });

  it('is not kept out by whoever holds a session of theirs, who waits alone', async () => {
    for (let index = 0; index < 5; index += 1)
      expect((await person.caller.run(ConfirmPasswordDocument, { password: wrong })).code).toBe(refused);
    const throttled = await person.caller.run(ConfirmPasswordDocument, { password: wrong });
    expect([throttled.status, throttled.headers['retry-after'], throttled.code]).toEqual([429, '1', 'RATE_LIMITED']);
    expect(throttlings(`user:${person.id}`)).toEqual([JSON.stringify({ door: 'confirm_password' })]);
    expect(await signIn(person.pseudo, goodPassword)).toBeNull();
  });

  it('signs in with a new password at once, whatever strangers guessed at the old one', async () => {
    const other = await house.person();
    await guessWrong(5, person.pseudo);
    await guessWrong(5, other.pseudo);
    const input = { currentPassword: goodPassword, newPassword: otherPassword };
    expect((await person.caller.run(ChangePasswordDocument, { input })).code).toBeNull();
    expect(await signIn(person.pseudo, otherPassword)).toBeNull();
    expect(await signIn(other.pseudo, goodPassword)).toBe('RATE_LIMITED for 1 s');
  });
});
