// Catalogue: C8: a browser is known by a sealed cookie, which nobody can make, read or carry to another account.
import { randomBytes } from 'node:crypto';
import { SignInDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSignUp, goodPassword } from '#test/builders.js';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

const place = 'device-cookie';
const wrong = 'nine slow rivers under the moon';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1' });
  house.clock.stop();
});
afterAll(() => house.close());

const seal = (content: unknown, at = place): string =>
  house.app.house.ports.sealer.seal(Buffer.from(JSON.stringify(content)), at).toString('base64url');

function contentOf(browser: Caller): [userId: string, provenAtMs: number][] {
  const sealed = Buffer.from(browser.cookies.get('socle_device') ?? '', 'base64url');
  return JSON.parse(house.app.house.ports.sealer.unseal(sealed, place).toString()) as [string, number][];
}

const knownTo = (browser: Caller): string[] => contentOf(browser).map(([userId]) => userId);

const signIn = (browser: Caller, { pseudo }: Person, password = goodPassword) =>
  browser.run(SignInDocument, { input: { identifier: pseudo, password } });

function browserWith(cookie: string): Caller {
  const browser = house.visitor();
  browser.cookies.set('socle_device', cookie);
  return browser;
}

describe('a browser', () => {
  it('is known from its first sign-in, for a year, by a cookie that no script sees', async () => {
    const person = await house.person();
    const browser = house.visitor();
    const { headers } = await signIn(browser, person);
    const cookie = [headers['set-cookie']].flat().find((text) => String(text).startsWith('socle_device='));
    expect(cookie).toMatch(/^socle_device=[\w-]+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(knownTo(browser)).toEqual([person.id]);
  });

  it('is known from a registration', async () => {
    const browser = house.visitor();
    const text = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { user { id } } } }';
    const { data } = await browser.send<{ register: { auth: { user: { id: string } } } }>(text, { input: aSignUp() });
    expect(knownTo(browser)).toEqual([data?.register.auth.user.id]);
  });

  it('keeps the five who signed in last, newest first, each once', async () => {
    const browser = house.visitor();
    const people: Person[] = [];
    for (let index = 0; index < 6; index += 1) people.push(await house.person());
    const [first] = people;
    if (!first) throw new Error('there is nobody');
    await signIn(browser, first);
    for (const person of people) await signIn(browser, person);
    const newestFirst = people.map((person) => person.id).toReversed();
    expect(knownTo(browser)).toEqual(newestFirst.slice(0, 5));
  });

  it('that asks for its tokens in the body is a program, and none', async () => {
    const person = await house.person();
    const program = house.visitor();
    const text = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
    const input = { identifier: person.pseudo, password: goodPassword, transport: 'BODY' };
    expect(await program.send(text, { input })).toMatchObject({ status: 200 });
    expect(program.cookies.has('socle_device')).toBe(false);
  });

  it('is not known after a wrong password', async () => {
    const browser = house.visitor();
    expect((await signIn(browser, await house.person(), wrong)).code).toBe('INVALID_CREDENTIALS');
    expect(browser.cookies.has('socle_device')).toBe(false);
  });
});

describe('a cookie', () => {
  const now = (): number => house.clock.now().getTime();
  const bad: readonly [string, (user: string) => string][] = [
    ['that is no cookie of ours', () => 'nonsense'],
    ['that somebody else sealed', () => randomBytes(120).toString('base64url')],
    ['sealed for another place', (user) => seal([[user, now()]], 'session')],
    ['that does not say when', (user) => seal([[user]])],
    ['that says when in words', (user) => seal([[user, 'today']])],
    ['that names nobody', () => seal([[5, now()]])],
    ['without a list of people', (user) => seal({ [user]: now() })],
    ['without a list of pairs', (user) => seal([user, now()])],
    ['that holds nothing', () => seal(null)],
    ['from before the password was chosen', (user) => seal([[user, 0]])],
  ];

  it.each(bad)('%s counts for nothing, and is replaced by the next sign-in', async (_name, cookie) => {
    const person = await house.person();
    for (let index = 0; index < 5; index += 1)
      expect((await signIn(house.visitor(), person, wrong)).code).toBe('INVALID_CREDENTIALS');
    const browser = browserWith(cookie(person.id));
    expect((await signIn(browser, person)).code).toBe('RATE_LIMITED');
    house.clock.advance(400_000);
    expect((await signIn(browser, person)).code).toBeNull();
    expect(knownTo(browser)).toEqual([person.id]);
  });

  it('of somebody else’s browser counts for nothing', async () => {
    const [owner, other] = [await house.person(), await house.person()];
    const browser = house.visitor();
    await signIn(browser, other);
    for (let index = 0; index < 5; index += 1) await signIn(house.visitor(), owner, wrong);
    expect((await signIn(browser, owner)).code).toBe('RATE_LIMITED');
    expect((await signIn(browser, other)).code).toBeNull();
  });
});

describe('what a browser is known by', () => {
  const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }';
  const another = 'eleven small boats on the lake';
  const guessed = async (browsers: readonly Caller[], person: Person): Promise<number> => {
    const codes: (string | null)[] = [];
    for (const browser of browsers) codes.push((await signIn(browser, person, wrong)).code);
    return codes.filter((code) => code === 'INVALID_CREDENTIALS').length;
  };
  const browsersOf = async (person: Person, count: number): Promise<Caller[]> => {
    const browsers = Array.from({ length: count }, () => house.visitor());
    for (const browser of browsers) await signIn(browser, person);
    return browsers;
  };

  it('is the password that is good now: once it is changed, others are strangers, and this one stays known', async () => {
    const person = await house.person();
    const [before] = await browsersOf(person, 1);
    house.clock.advance(1_000);
    person.caller.cookies.set('socle_rt', person.caller.cookies.get('socle_rt') ?? '');
    const input = { currentPassword: goodPassword, newPassword: another };
    expect(await person.caller.send(change, { input })).toMatchObject({ status: 200 });
    for (let index = 0; index < 5; index += 1) await signIn(house.visitor(), person, wrong);
    expect((await signIn(before ?? house.visitor(), person, another)).code).toBe('RATE_LIMITED');
    expect((await signIn(person.caller, person, another)).code).toBeNull();
  });

  it('gives no more guesses by being many: all of them share one count', async () => {
    const person = await house.person();
    const browsers = await browsersOf(person, 4);
    expect(await guessed([...browsers, ...browsers, ...browsers], person)).toBe(5);
    expect((await signIn(house.visitor(), person)).code).toBeNull();
  });
});
