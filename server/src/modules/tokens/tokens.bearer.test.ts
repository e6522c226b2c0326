// Catalogue: T16, T17, T18, I7, Z1, Z3: what comes in by an API token, and what does not.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/entity.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { makeToken, programOf, type MadeToken } from '#test/threats/api-tokens.js';
import { readCommitted } from '#test/threats/device.js';
import { newSecret } from './secret.js';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  house.clock.stop();
  admin = await house.person('admin');
});
afterAll(() => house.close());

/** A refusal as every bad bearer token gets it. */
const unauthenticated = {
  code: 'UNAUTHENTICATED',
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
};

describe('a program with a token', () => {
  it('does what its scopes allow, in the name of its owner, and no more', async () => {
    const program = programOf(house, await makeToken(admin.caller, { scopes: ['users:read'] }));
    expect(await program.send('{ me { id scopes } }')).toMatchObject({
      data: { me: { id: admin.id, scopes: ['users:read'] } },
    });
    expect(await program.send('{ users(first: 1) { totalCount } }')).toMatchObject({ status: 200, code: null });
    expect(await program.send('{ verifyAudit { ok } }')).toMatchObject({
      code: 'FORBIDDEN',
      errors: [{ extensions: { requires: ['audit:read'] } }],
    });
  });

  it('sees no more of its owner than others do', async () => {
    const owner = await house.person();
    const program = programOf(house, await makeToken(owner.caller));
    const { data } = await program.send('{ me { pseudo email grants { scope } suspensionReason } }');
    expect(data?.['me']).toEqual({ pseudo: owner.pseudo, email: null, grants: null, suspensionReason: null });
  });

  it('does not reach whoever may do more than the token, though its owner could', async () => {
    const [equal, below] = [await house.person('admin'), await house.person()];
    const program = programOf(house, await makeToken(admin.caller, { scopes: ['users:write'] }));
    const suspend = (id: string) =>
      program.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }', { id });
    expect(await suspend(equal.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await suspend(below.id)).toMatchObject({ code: null });
  });

  it('is told that a person must sign in, or prove the password, where no token helps', async () => {
    const scopes = ['users:read', 'users:write', 'users:delete', 'roles:write', 'audit:read'];
    const program = programOf(house, await makeToken(admin.caller, { scopes }));
    const reason = (text: string) =>
      program.send(text).then(({ code, errors }) => [code, errors[0]?.extensions.reason]);
    expect(await reason('{ mySessions { id } }')).toEqual(['FORBIDDEN', 'person']);
    expect(await reason('mutation { logoutEverywhere }')).toEqual(['FORBIDDEN', 'person']);
    expect(await reason('{ myPersonalData { city } }')).toEqual(['REAUTHENTICATION_REQUIRED', undefined]);
    expect(await reason(`mutation { deleteUser(userId: "${newId()}") }`)).toEqual([
      'REAUTHENTICATION_REQUIRED',
      undefined,
    ]);
  });

  it('is recorded as its owner, with the id of the token', async () => {
    const target = await house.person();
    const token = await makeToken(admin.caller, { scopes: ['users:write'] });
    const text = 'mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }';
    await programOf(house, token).send(text, { id: target.id });
    const sql = "select actor_id, facts from recorded_event where type = 'user.suspended' and subject = ?";
    const [row] = readCommitted<{ actor_id: string; facts: string }>(house, sql, `user:${target.id}`);
    expect(row?.actor_id).toBe(admin.id);
    expect(JSON.parse(row?.facts ?? '')).toMatchObject({ apiToken: token.id });
  });

  it('asks the database nothing after its first request, and notes its use once a minute', async () => {
    const program = programOf(house, await makeToken(admin.caller));
    await program.send('{ __typename }');
    const { reader } = house.app.house.ports;
    const [one, all] = [vi.spyOn(reader, 'one'), vi.spyOn(reader, 'all')];
    for (let request = 0; request < 20; request += 1) await program.send('{ __typename }');
    const asked = [...one.mock.calls, ...all.mock.calls].map(([sql]) => sql);
    expect(asked.filter((sql) => !/from (recorded_event|journal_checkpoint)/.test(sql))).toEqual([]);
    vi.restoreAllMocks();
  });

  it('shows when it was used, to the minute', async () => {
    const owner = await house.person();
    const program = programOf(house, await makeToken(owner.caller));
    const used = async () => {
      await program.send('{ __typename }');
      const { data } = await owner.caller.send<{ myApiTokens: { lastUsedAt: string }[] }>(
        '{ myApiTokens { lastUsedAt } }',
      );
      return data?.myApiTokens[0]?.lastUsedAt;
    };
    const first = house.clock.now().toISOString();
    expect(await used()).toBe(first);
    house.clock.advance(59_999);
    expect(await used()).toBe(first);
    house.clock.advance(1);
    expect(await used()).toBe(house.clock.now().toISOString());
  });
});

describe('a token that is none', () => {
  let token: MadeToken;
  beforeAll(async () => {
    token = await makeToken((await house.person('admin')).caller, { scopes: ['users:read'] });
  });

  it.each<[string, (secret: string) => string]>([
    ['with one character changed', (secret) => secret.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['cut short', (secret) => secret.slice(0, -1)],
    ['of another house', () => newSecret()],
    ['with words after it', (secret) => `${secret} and more`],
    ['whose prefix is in capitals', (secret) => secret.replace('socle_pat_', 'SOCLE_PAT_')],
    ['that is a prefix alone', () => 'socle_pat_'],
    ['that is its hash', (secret) => `socle_pat_${secret.length}`],
  ])('%s is refused as a bad access token is', async (_what, spoil) => {
    const answer = await house.visitor({ authorization: `Bearer ${spoil(token.secret)}` }).send('{ me { id } }');
    expect(answer).toMatchObject({ ...unauthenticated, data: { me: null } });
  });

  it('costs no query where its checksum is wrong', async () => {
    const one = vi.spyOn(house.app.house.ports.reader, 'one');
    await house.visitor({ authorization: `Bearer ${token.secret.slice(0, -1)}` }).send('{ me { id } }');
    expect(one.mock.calls.filter(([sql]) => sql.includes('api_token'))).toEqual([]);
    vi.restoreAllMocks();
  });

  it.each<[string, (secret: string) => Record<string, string>]>([
    ['a cookie', (secret) => ({ cookie: `socle_rt=${secret}; socle_device=${secret}; authorization=${secret}` })],
    ['another header', (secret) => ({ 'x-api-key': secret, 'x-authorization': `Bearer ${secret}` })],
    ['another scheme', (secret) => ({ authorization: `Basic ${secret}` })],
    ['no scheme', (secret) => ({ authorization: secret })],
  ])('does not come in by %s', async (_what, headers) => {
    const { data } = await house.visitor(headers(token.secret)).send('{ me { id } }');
    expect(data?.['me'] ?? null).toBeNull();
  });

  it('does not come in by the address, nor as a refresh token', async () => {
    const query = encodeURIComponent('{ me { id } }');
    const names = ['access_token', 'token', 'authorization'].map((name) => `${name}=${token.secret}`).join('&');
    const { body } = await house.app.http.inject({ method: 'GET', url: `/graphql?query=${query}&${names}` });
    expect(JSON.parse(body)).toEqual({ data: { me: null } });
    const text = 'mutation ($token: String!) { refresh(input: { refreshToken: $token }) { accessToken } }';
    expect(await house.visitor().send(text, { token: token.secret })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

it('no line of the log, no row and no event holds a secret', async () => {
  const owner = await house.person();
  const { secret } = await makeToken(owner.caller, { name: 'canary' });
  await programOf(house, { secret }).send('{ users { totalCount } }');
  await house.visitor({ authorization: `Bearer ${secret}x` }).send(`{ me { id } nothing(token: "${secret}") }`);
  await house.visitor({ 'user-agent': secret }).send('{ me { id } }');
  house.app.house.log.error({ event: 'request.failed', err: new Error(`sent ${secret}`) }, secret);
  expect(house.lines.at(-1)).toContain('socle_pat_…');
  expect(house.lines.filter((line) => line.includes(secret.slice(0, 20)))).toEqual([]);
  for (const table of ['api_token', 'recorded_event', 'session'])
    expect(JSON.stringify(readCommitted(house, `select * from ${table}`))).not.toContain(secret.slice(0, 20));
});
