// Catalogue: T12, T15, T16, T17, T18, B1, I7.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { aSignUp } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import {
  ask,
  mustRefresh,
  openDevice,
  readCommitted,
  refresh,
  sessionIdOf,
  type Tokens,
} from '#test/threats/device.js';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** The same text with one bit of one byte turned over; what a header or JSON cannot carry is left out. */
function* flipped(text: string): Generator<string> {
  for (let position = 0; position < text.length; position += 1)
    for (let bit = 0; bit < 7; bit += 1) {
      const character = String.fromCharCode(text.charCodeAt(position) ^ (1 << bit));
      if (/[\x21-\x7e]/.test(character)) yield text.slice(0, position) + character + text.slice(position + 1);
    }
}

/** Everything that the data folder holds, as bytes. */
function bytesOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

describe('forged refresh tokens', () => {
  let house: TestHouse;
  let person: Person;
  let device: Tokens;
  const everything = (): unknown => readCommitted(house, 'select * from session order by id');

  beforeAll(async () => {
    house = await openTestHouse();
    person = await house.person();
    device = await openDevice(house, person.id);
  });
  afterAll(() => house.close());

  it('with any bit turned over, prove nothing and change nothing', { timeout: 60_000 }, async () => {
    const before = everything();
    const forged = [...flipped(device.refreshToken)];
    expect(forged.length).toBeGreaterThan(400);
    for (const token of forged) {
      const { status, code } = await refresh(house, token);
      expect([status, code].join(), token).toMatch(/^401,(UNAUTHENTICATED|SESSION_ENDED)$/);
    }
    expect(everything()).toEqual(before);
  });

  it('cannot sign anybody out, in the cookie', { timeout: 60_000 }, async () => {
    const before = everything();
    for (const token of flipped(device.refreshToken)) {
      const caller = house.visitor({ cookie: `socle_rt=${token}` });
      const { data } = await caller.send<{ logout: boolean }>('mutation { logout }');
      expect(data?.logout, token).toBe(false);
    }
    expect(everything()).toEqual(before);
  });

  it('with a foreign session, a huge generation or another shape, change nothing', async () => {
    const other = await openDevice(house, (await house.person()).id);
    const before = everything();
    const [version, id, generation, mac] = device.refreshToken.split('.') as [string, string, string, string];
    const forged = [
      [version, sessionIdOf(other), generation, mac],
      [version, newId(), generation, mac],
      ...['0', '2', '999999999', '1000000000', '9007199254740993', '-1', '1e3', '01', '١'].map((huge) => [
        version,
        id,
        huge,
        mac,
      ]),
      [version, id.toUpperCase(), generation, mac],
      ['srt2', id, generation, mac],
      [version, id, generation],
      [version, id, generation, mac, mac],
      [version, `${id}' or 1=1 --`, generation, mac],
    ].map((parts) => parts.join('.'));
    for (const token of [
      ...forged,
      '',
      ' ',
      '.',
      '...',
      'null',
      '\u{1F600}',
      `${device.refreshToken} `,
      device.accessToken,
    ]) {
      const { status } = await refresh(house, token);
      expect([400, 401], token).toContain(status);
    }
    expect(everything()).toEqual(before);
    expect(await ask(house, device.accessToken)).toBe('member');
  });
});

describe('access tokens', () => {
  let house: TestHouse;
  let device: Tokens;
  beforeAll(async () => {
    house = await openTestHouse();
    device = await openDevice(house, (await house.person()).id);
  });
  afterAll(() => house.close());

  const forgeries = (): [string, string][] => {
    const [header = '', payload = '', signature = ''] = device.accessToken.split('.');
    const headerOf = (changes: object): string =>
      encode({ ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), ...changes });
    const payloadOf = (changes: object): string =>
      encode({ ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), ...changes });
    return [
      ['no signature', `${header}.${payload}.`],
      ['alg none', `${headerOf({ alg: 'none' })}.${payload}.`],
      ['alg HS256', `${headerOf({ alg: 'HS256' })}.${payload}.${signature}`],
      ['another type', `${headerOf({ typ: 'JWT' })}.${payload}.${signature}`],
      ['another kid', `${headerOf({ kid: '../../etc/passwd' })}.${payload}.${signature}`],
      ['an object as kid', `${headerOf({ kid: { $ne: null } })}.${payload}.${signature}`],
      ['a critical header', `${headerOf({ crit: ['exp'] })}.${payload}.${signature}`],
      ['more scopes', `${header}.${payloadOf({ scope: 'users:read users:write' })}.${signature}`],
      ['a later end', `${header}.${payloadOf({ exp: 9_999_999_999 })}.${signature}`],
      ['type JWT around what is no JSON', `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode('not json')}.${signature}`],
      ['a header that is a text', `${encode('"at+jwt"')}.${payload}.${signature}`],
      ['a header that is null', `${encode('null')}.${payload}.${signature}`],
      ['a payload that is null', `${header}.${encode('null')}.${signature}`],
      ['a payload that is a list', `${header}.${encode([])}.${signature}`],
      ['two dots', '..'],
      ['the refresh token', device.refreshToken],
      ['100 kB', 'x'.repeat(100_000)],
    ];
  };

  it('that are not ours are refused alike, and never break the house', async () => {
    for (const [name, token] of forgeries()) {
      const { status, body } = await house.visitor({ authorization: `Bearer ${token}` }).send('{ me { id } }');
      const { code, reason } =
        (JSON.parse(body) as { errors: { extensions: { code: string; reason: string } }[] }).errors[0]?.extensions ??
        {};
      expect({ name, status, code, reason }).toEqual({ name, status: 401, code: 'UNAUTHENTICATED', reason: 'invalid' });
    }
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Basic eDp5',
    'Bearer a b',
    'bearer\t.',
    '%',
    '%E0%A4%A',
    '\u00ff\u00fe',
    '{"a":1}',
    ',',
    'Bearer Bearer x',
  ])('in a malformed header (%j) are answered 401', async (authorization) => {
    expect(await house.visitor({ authorization }).send('{ me { id } }')).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('the refresh cookie', () => {
  it.each([
    ['http://localhost:4000', 'socle_rt', false],
    ['https://socle.example', '__Host-socle_rt', true],
  ])('of %s is %s, HttpOnly and SameSite=Strict, and never in the JSON', async (publicUrl, name, secure) => {
    const house = await openTestHouse({ PUBLIC_URL: publicUrl });
    const caller = house.visitor();
    const signUp = await caller.send(
      'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken refreshToken } } }',
      { input: aSignUp() },
    );
    const first = caller.cookies.get(name) ?? '';
    const refreshed = await caller.send('mutation { refresh { accessToken refreshToken } }');
    const second = caller.cookies.get(name) ?? '';
    for (const [answer, token] of [
      [signUp, first],
      [refreshed, second],
    ] as const) {
      const [header] = [answer.headers['set-cookie'] ?? []].flat().map(String);
      expect(header).toMatch(/^[^;]+; Max-Age=\d+; Path=\/; HttpOnly;( Secure;)? SameSite=Strict$/);
      expect(header?.includes('; Secure')).toBe(secure);
      expect(token).toMatch(/^srt1\./);
      expect(answer.body).not.toContain(token);
      expect(answer.body).toContain('"refreshToken":null');
    }
    expect(second).not.toBe(first);
    await house.close();
  });

  it('sent twice, or by another site’s page, does not count', async () => {
    const house = await openTestHouse();
    const { caller } = await house.person();
    const token = caller.cookies.get('socle_rt') ?? '';
    const tossed = house.visitor({ cookie: `socle_rt=${token}; socle_rt=${token}` });
    expect(await tossed.send('mutation { refresh { accessToken } }')).toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const from of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ])
      expect(
        await house.visitor({ cookie: `socle_rt=${token}`, ...from }).send('mutation { refresh { accessToken } }'),
      ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await caller.send('mutation { refresh { accessToken } }')).toMatchObject({ status: 200 });
    await house.close();
  });
});

describe('a sign-in', () => {
  it('opens a new family even where an older cookie is sent along', async () => {
    const house = await openTestHouse();
    const person = await house.person();
    const planted = person.caller.cookies.get('socle_rt') ?? '';
    const browser = house.visitor();
    browser.cookies.set('socle_rt', planted);
    await browser.send(
      `mutation { login(input: { identifier: "${person.pseudo}", password: "seven quiet stones in a row" }) { auth { accessToken } } }`,
    );
    expect(browser.cookies.get('socle_rt')?.split('.')[1]).not.toBe(planted.split('.')[1]);
    await house.close();
  });
});

describe('at rest', () => {
  it('neither files, nor write-ahead log, nor log lines hold a token or a password', async () => {
    const house = await openTestHouse();
    const canaries = [
      'canary stones in a quiet row',
      'other canary under the old bridge',
      'a wrong canary on the tin roof',
    ] as const;
    const input = { ...aSignUp({ password: canaries[0], transport: 'BODY' }) };
    const caller = house.visitor();
    const signUp = await caller.send<{ register: { auth: Tokens } }>(
      'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken refreshToken } } }',
      { input },
    );
    const first = signUp.data?.register.auth;
    if (!first) throw new Error('the canary could not sign up');
    const second = await mustRefresh(house, first.refreshToken);
    caller.accessToken = second.accessToken;
    await caller.send('mutation ($password: String!) { confirmPassword(password: $password) { accessToken } }', {
      password: canaries[2],
    });
    const change =
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken refreshToken } }';
    const third = await caller.send<{ changePassword: Tokens }>(change, {
      input: { currentPassword: canaries[0], newPassword: canaries[1] },
    });
    await refresh(house, first.refreshToken);
    const tokens = [first, second, third.data?.changePassword].flatMap((pair) => [
      pair?.accessToken ?? '',
      pair?.refreshToken ?? '',
    ]);
    const macs = tokens.map((token) => token.split('.').at(-1) ?? '');
    const kept = bytesOf(house.folder);
    const said = house.lines.join('\n');
    for (const secret of [...canaries, ...tokens, ...macs]) {
      expect(secret).not.toBe('');
      expect(kept.includes(secret), secret).toBe(false);
      expect(said.includes(secret), secret).toBe(false);
    }
    expect(kept.includes(input.pseudo)).toBe(true);
    await house.close();
  });
});
