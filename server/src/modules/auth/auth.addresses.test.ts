// Catalogue: C5, C10, C15, Z13; promise M8.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSignUp, goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type TestHouse } from '#test/house.js';

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken } } }';

const open = (hops: number): Promise<TestHouse> =>
  openTestHouse({ LIMITS_FACTOR: '1', TRUSTED_PROXY_HOPS: String(hops) });

let made = 0;
/** A wrong guess at a name that nobody else guessed at, so that only the address counts. */
const guess = (house: TestHouse, headers: Record<string, string>): Promise<Answer<unknown>> =>
  house
    .visitor(headers)
    .send(signInText, { input: { identifier: `nobody-${(made += 1)}`, password: 'a wrong guess' } });

async function codesOf(times: number, work: (index: number) => Promise<Answer<unknown>>): Promise<(string | null)[]> {
  const codes: (string | null)[] = [];
  for (let index = 0; index < times; index += 1) codes.push((await work(index)).code);
  return codes;
}

const refused = (codes: readonly (string | null)[]): number => codes.filter((code) => code === 'RATE_LIMITED').length;

describe('an address', { timeout: 60_000 }, () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await open(1);
  });
  afterAll(() => house.close());

  it('has 30 wrong passwords in five minutes, then waits; others do not', async () => {
    const from = { 'x-forwarded-for': '203.0.113.1' };
    expect(refused(await codesOf(31, () => guess(house, from)))).toBe(1);
    const answer = await guess(house, from);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(200);
    expect((await guess(house, { 'x-forwarded-for': '203.0.113.2' })).code).toBe('INVALID_CREDENTIALS');
    house.clock.advance(301_000);
    expect((await guess(house, from)).code).toBe('INVALID_CREDENTIALS');
  });

  it('pays nothing for right passwords: an office signs in behind one address', async () => {
    const person = await house.person();
    const input = { identifier: person.pseudo, password: goodPassword };
    const from = { 'x-forwarded-for': '203.0.113.3' };
    const codes = await codesOf(40, () => house.visitor(from).send(signInText, { input }));
    expect(codes).toEqual(Array(40).fill(null));
  });

  it('that guesses keeps nobody out of a browser that knows them', async () => {
    const from = { 'x-forwarded-for': '203.0.113.7' };
    const person = await house.person();
    const input = { identifier: person.email, password: goodPassword };
    const browser = house.visitor(from);
    expect((await browser.send(signInText, { input })).code).toBeNull();
    await codesOf(31, () => guess(house, from));
    expect((await house.visitor(from).send(signInText, { input })).code).toBe('RATE_LIMITED');
    expect((await browser.send(signInText, { input })).code).toBeNull();
    const someoneElse = { identifier: (await house.person()).pseudo, password: goodPassword };
    expect((await browser.send(signInText, { input: someoneElse })).code).toBe('RATE_LIMITED');
  });

  it('makes ten accounts an hour; a mistyped form does not count', async () => {
    const from = { 'x-forwarded-for': '203.0.113.4' };
    const signUp = (password?: string) =>
      house.visitor(from).send(signUpText, { input: aSignUp(password === undefined ? {} : { password }) });
    expect(await codesOf(15, () => signUp('short'))).toEqual(Array(15).fill('BAD_USER_INPUT'));
    expect(await codesOf(11, () => signUp())).toEqual([...Array<null>(10).fill(null), 'RATE_LIMITED']);
    house.clock.advance(3_601_000);
    expect((await signUp()).code).toBeNull();
  });

  it('of IPv6 is its network of 64 bits, and a mapped one is its IPv4', async () => {
    const inOneNetwork = (index: number) =>
      guess(house, { 'x-forwarded-for': `2001:db8:0:1:${index.toString(16)}::${index}` });
    expect(refused(await codesOf(31, inOneNetwork))).toBe(1);
    expect((await guess(house, { 'x-forwarded-for': '2001:db8:0:2::1' })).code).toBe('INVALID_CREDENTIALS');
    const mapped = (index: number) =>
      guess(house, { 'x-forwarded-for': index % 2 ? '203.0.113.5' : '::ffff:203.0.113.5' });
    expect(refused(await codesOf(31, mapped))).toBe(1);
  });

  it('is what the trusted proxy saw, whatever stood in the header before', async () => {
    const forged = (index: number) => guess(house, { 'x-forwarded-for': `192.0.2.${index}, 203.0.113.6` });
    expect(refused(await codesOf(31, forged))).toBe(1);
  });
});

describe('without a proxy, what a header says of the address is not believed', () => {
  const headers: Record<string, (index: number) => Record<string, string>> = {
    'X-Forwarded-For': (index) => ({ 'x-forwarded-for': `192.0.2.${index}` }),
    Forwarded: (index) => ({ forwarded: `for=192.0.2.${index}` }),
    'X-Real-IP': (index) => ({ 'x-real-ip': `192.0.2.${index}` }),
    'True-Client-IP': (index) => ({ 'true-client-ip': `192.0.2.${index}` }),
  };

  it.each(Object.keys(headers))('%s', async (name) => {
    const house = await open(0);
    const from = headers[name] ?? (() => ({}));
    expect(refused(await codesOf(32, (index) => guess(house, from(index))))).toBe(2);
    await house.close();
  });
});

describe('refresh tokens that prove nothing', () => {
  it('are answered 150 times in five minutes; the good ones of the same address go on', async () => {
    const house = await open(0);
    const person = await house.person();
    const text = 'mutation ($token: String) { refresh(input: { refreshToken: $token }) { accessToken refreshToken } }';
    const bad = () => house.visitor().send(text, { token: 'srt1.nothing' });
    expect(refused(await codesOf(152, bad))).toBe(2);
    const good = await person.caller.send('mutation { refresh { accessToken } }');
    expect(good.code).toBeNull();
    await house.close();
  });
});
