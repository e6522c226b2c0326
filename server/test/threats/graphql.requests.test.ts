// Catalogue: G2, G4, G8, G9, G10, I10.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { digestOf } from './tables.js';

let house: TestHouse;
let member: Person;
beforeAll(async () => {
  house = await openTestHouse();
  member = await house.person();
});
afterAll(() => house.close());

describe('a request', () => {
  const post = async (
    payload: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: string; headers: object }> => {
    const answer = await house.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });
    return { status: answer.statusCode, body: answer.body, headers: answer.headers };
  };

  it.each([
    ['a polluting key', '{"query":"{__typename}","__proto__":{"x":1}}', 400],
    ['a polluting variable', '{"query":"{__typename}","variables":{"__proto__":{"polluted":true}}}', 400],
    ['an escaped polluting key', '{"query":"{__typename}","variables":{"\\u005f_proto__":{"polluted":true}}}', 400],
    ['a constructor', '{"query":"{__typename}","variables":{"constructor":{"prototype":{"polluted":true}}}}', 400],
    ['no body', '', 400],
    ['half a body', '{"query":"{__typename', 400],
    ['a list', '[{"query":"{__typename}"}]', 400],
    ['a text', '"{__typename}"', 400],
    ['null', 'null', 400],
    ['a number as query', '{"query":1}', 400],
    ['a list as variables', '{"query":"{__typename}","variables":[]}', 400],
    ['a text as variables', '{"query":"{__typename}","variables":"x"}', 400],
    ['an object as operation name', '{"query":"{__typename}","operationName":{}}', 400],
    ['another operation name', '{"query":"{__typename}","operationName":"x"}', 400],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ['UTF-16', Buffer.from('{"query":"{__typename}"}', 'utf16le'), 400],
    [
      '30 000 levels of lists',
      `{"query":"{__typename}","variables":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
      200,
    ],
    ['a byte order mark', '\ufeff{"query":"{__typename}"}', 200],
    ['UTF-16 and its mark', Buffer.from('\ufeff{"query":"{__typename}"}', 'utf16le'), 400],
    ['UTF-16 the other way', Buffer.from('\ufeff{"query":"{__typename}"}', 'utf16le').swap16(), 400],
    ['a key twice', '{"query":"mutation{logout}","query":"{__typename}"}', 200],
    [
      'a number beyond all bounds',
      '{"query":"query($n:Int!){users(first:$n){totalCount}}","variables":{"n":1e308}}',
      400,
    ],
    ['an infinite number', '{"query":"query($n:Int!){users(first:$n){totalCount}}","variables":{"n":1e309}}', 400],
    ['a number that is none', '{"query":"{__typename}","variables":{"n":NaN}}', 400],
    ['ten operations in a list', JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{__typename}' }))), 400],
    ['an empty list', '[]', 400],
    ['operations under numbers', '{"0":{"query":"{__typename}"},"1":{"query":"{__typename}"}}', 400],
    ['64 KiB and a byte', `{"query":"{__typename}"}`.padEnd(65_537), 413],
    ['64 KiB', `{"query":"{__typename}"}`.padEnd(65_536), 200],
    ['70 kB', JSON.stringify({ query: `{__typename} #${'x'.repeat(70_000)}` }), 413],
  ])('with %s is answered by a 4xx or as if that were not there', async (_name, payload, status) => {
    const answer = await post(payload);
    expect(answer.status, answer.body).toBe(status);
    expect(answer.body).not.toContain('INTERNAL');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip', 'GZIP', 'compress', 'x-unknown'])(
    'packed as %s is refused before it is unpacked',
    async (encoding) => {
      const bomb = gzipSync(JSON.stringify({ query: '{__typename}', padding: 'x'.repeat(10_000_000) }));
      expect(bomb.length).toBeLessThan(64 * 1024);
      expect((await post(bomb, { 'content-encoding': encoding })).status).toBe(415);
      expect((await post('{"query":"{__typename}"}', { 'content-encoding': encoding })).status).toBe(415);
    },
  );

  it('with a list of mutations runs none of them', async () => {
    const before = await digestOf(house);
    const query = 'mutation { logout }';
    const cookie = `socle_rt=${member.caller.cookies.get('socle_rt')}`;
    for (const payload of [
      JSON.stringify([{ query }]),
      JSON.stringify([{ query }, { query }]),
      `[[{"query":"${query}"}]]`,
    ])
      expect((await post(payload, { cookie })).status).toBe(400);
    expect(await digestOf(house)).toBe(before);
  });
});

describe('a mutation', () => {
  const own = 'http://localhost:4000';
  const query = 'mutation { logout }';
  const types = [
    'text/plain',
    'text/plain;charset=UTF-8',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/mixed; boundary=x',
    'application/graphql',
    'application/graphql-response+json',
    'application/json-patch+json',
    'application/ld+json',
    'application/octet-stream',
    'text/json',
    'text/html',
    '*/*',
    ';',
    '',
  ];
  const origins: Record<string, Record<string, string>> = {
    'our own pages': { origin: own, 'sec-fetch-site': 'same-origin' },
    'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    'a sibling': { origin: 'http://sub.localhost:4000', 'sec-fetch-site': 'same-site' },
    'no known origin': { origin: 'null' },
  };
  const form = '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"mutation{logout}"}\r\n--x--';
  const bodies = [JSON.stringify({ query }), `query=${encodeURIComponent(query)}`, query, form];
  const ask = (
    method: 'GET' | 'POST',
    headers: Record<string, string>,
    payload?: string,
  ): Promise<{ statusCode: number }> =>
    house.app.http.inject({
      method,
      url: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { ...headers, cookie: `socle_rt=${member.caller.cookies.get('socle_rt')}` },
      ...(payload !== undefined && { payload }),
    });

  it.each(Object.entries(origins))('from %s runs by no type of body but JSON', async (_name, origin) => {
    const before = await digestOf(house);
    for (const type of types) {
      expect([400, 405, 415], type).toContain((await ask('GET', { ...origin, 'content-type': type })).statusCode);
      for (const body of bodies)
        expect([400, 403, 415], type).toContain(
          (await ask('POST', { ...origin, 'content-type': type }, body)).statusCode,
        );
    }
    expect(await digestOf(house)).toBe(before);
  });

  it.each(Object.entries(origins).slice(1))('from %s does not run by JSON either', async (_name, origin) => {
    const before = await digestOf(house);
    for (const type of ['application/json', 'application/json; charset=utf-8'])
      expect((await ask('POST', { ...origin, 'content-type': type }, bodies[0])).statusCode).toBe(403);
    expect(await digestOf(house)).toBe(before);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'] as const)('runs by no %s', async (method) => {
    const before = await digestOf(house);
    const headers = { 'content-type': 'application/json', cookie: `socle_rt=${member.caller.cookies.get('socle_rt')}` };
    const url = `/graphql?query=${encodeURIComponent(query)}`;
    const { statusCode } = await house.app.http.inject({ method, url, headers, payload: bodies[0] ?? '' });
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
    expect(await digestOf(house)).toBe(before);
  });

  it('runs by JSON from our own pages: all of the above was worth refusing', async () => {
    const before = await digestOf(house);
    const headers = { ...origins['our own pages'], 'content-type': 'application/json' };
    expect((await ask('POST', headers, bodies[0])).statusCode).toBe(200);
    expect(await digestOf(house)).not.toBe(before);
  });
});
