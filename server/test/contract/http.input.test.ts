// Catalogue: C16, T18, G2, G8, G9, G10, G11, I10, P4.
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { User } from '#modules/users/index.js';
import { RawHouse, evilSignUp, json, meQuery, refusalOf } from './raw.js';

const raw = new RawHouse();
const { post } = raw;

describe('bad input is a 4xx and leaves nothing behind', () => {
  const deep = (depth: number): string => `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`;
  const nested = (depth: number): string => `{ me ${'{ a '.repeat(depth)}${'}'.repeat(depth)} }`;
  const bodies: Record<string, [payload: string, status: number, code: string, headers?: Record<string, string>]> = {
    'more than 64 KiB': [
      JSON.stringify({ query: '{ me { id } }', padding: 'x'.repeat(65_536) }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    'plain text': [evilSignUp, 415, 'BAD_USER_INPUT', { 'content-type': 'text/plain' }],
    'plain text that says it is UTF-8': [
      evilSignUp,
      415,
      'BAD_USER_INPUT',
      { 'content-type': 'text/plain;charset=UTF-8' },
    ],
    'a form': [
      'query=%7Bme%7Bid%7D%7D',
      415,
      'BAD_USER_INPUT',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    'a multipart form': [
      '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
      415,
      'BAD_USER_INPUT',
      { 'content-type': 'multipart/form-data; boundary=x' },
    ],
    'GraphQL without JSON': ['{ me { id } }', 415, 'BAD_USER_INPUT', { 'content-type': 'application/graphql' }],
    'no type': [evilSignUp, 415, 'BAD_USER_INPUT', { 'content-type': '' }],
    'two types': [evilSignUp, 415, 'BAD_USER_INPUT', { 'content-type': 'text/plain; application/json' }],
    'broken JSON': ['{"query":', 400, 'BAD_USER_INPUT'],
    'an empty body': ['', 400, 'BAD_USER_INPUT'],
    'a list of operations': [`[${evilSignUp}]`, 400, 'BAD_USER_INPUT'],
    'a text': ['"hello"', 400, 'BAD_USER_INPUT'],
    'a number': ['5', 400, 'BAD_USER_INPUT'],
    null: ['null', 400, 'BAD_USER_INPUT'],
    'an empty object': ['{}', 400, 'BAD_USER_INPUT'],
    'a query that is a number': ['{"query":5}', 400, 'BAD_USER_INPUT'],
    'variables that are a list': ['{"query":"{ me { id } }","variables":[1]}', 400, 'BAD_USER_INPUT'],
    'variables that are a text': ['{"query":"{ me { id } }","variables":"x"}', 400, 'BAD_USER_INPUT'],
    'an operation that is not there': ['{"query":"query A { me { id } }","operationName":"B"}', 400, 'BAD_USER_INPUT'],
    'a __proto__ key': ['{"query":"{ me { id } }","__proto__":{"admin":true}}', 400, 'BAD_USER_INPUT'],
    'a __proto__ key among the variables': [
      '{"query":"{ me { id } }","variables":{"__proto__":{"admin":true}}}',
      400,
      'BAD_USER_INPUT',
    ],
    'a constructor key': [
      '{"query":"{ me { id } }","variables":{"constructor":{"prototype":{"admin":true}}}}',
      400,
      'BAD_USER_INPUT',
    ],
    'deeply nested variables': [
      `{"query":"query ($filter: UserFilter) { users(filter: $filter) { totalCount } }","variables":{"filter":${deep(4_000)}}}`,
      400,
      'BAD_USER_INPUT',
    ],
    'a document that does not parse': ['{"query":"{ me { "}', 400, 'GRAPHQL_PARSE_FAILED'],
    'a document that asks for what is not there': ['{"query":"{ passwords }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    'a deeply nested document': [JSON.stringify({ query: nested(10_000) }), 400, 'GRAPHQL_PARSE_FAILED'],
    'a document of very many aliases': [
      JSON.stringify({ query: `{ ${Array.from({ length: 2_000 }, (_, index) => `a${index}: me { id }`).join(' ')} }` }),
      400,
      'GRAPHQL_PARSE_FAILED',
    ],
    'a fragment that spreads itself': [
      '{"query":"query { me { ...A } } fragment A on User { ...A }"}',
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    'a subscription': ['{"query":"subscription { me { id } }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    'a persisted query': [
      JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x'.repeat(64) } } }),
      400,
      'BAD_USER_INPUT',
    ],
  };

  it.each(Object.entries(bodies))('%s', async (_name, [payload, status, code, headers = json]) => {
    const events = await raw.house.eventsOf(async () => {
      const answer = await post(payload, headers);
      expect([answer.statusCode, refusalOf(answer)?.code]).toEqual([status, code]);
      expect(answer.body).not.toMatch(/node_modules|\bat \w+ \(|SyntaxError|Did you mean/);
    });
    expect(events).toEqual([]);
  });

  it('pollutes nothing', () => expect(({} as { admin?: boolean }).admin).toBeUndefined());

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer x y',
    'Basic dXNlcjpwYXNz',
    'bearer\tx',
    'x',
    '',
    'Bearer é',
    `Bearer ${'x'.repeat(8_000)}`,
    'Bearer null',
    'Bearer undefined',
    'Bearer ..',
  ])('an Authorization that proves nothing: %j', async (authorization) => {
    const answer = await post(meQuery, { ...json, authorization });
    expect([answer.statusCode, refusalOf(answer)?.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });
});

describe('on the wire', () => {
  let port: number;
  beforeAll(async () => {
    await raw.house.app.http.listen({ host: '127.0.0.1', port: 0 });
    port = (raw.house.app.http.server.address() as AddressInfo).port;
  });

  async function sendBytes(request: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(request);
    return textOf(socket);
  }

  const withHost = (...hosts: string[]): string =>
    `GET /health/live HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}Connection: close\r\n\r\n`;

  it.each([['evil.example'], ['a b'], ['<script>'], ['x'.repeat(4_000)], ['localhost:99999999'], ['[::1'], ['']])(
    'a strange Host is no way in: %j',
    async (host) => {
      const answer = await sendBytes(withHost(host));
      expect(answer).toMatch(/^HTTP\/1\.1 (200|4\d\d) /);
      expect(answer).not.toContain('<script>');
      expect(answer).not.toContain('evil.example');
    },
  );

  it.each([
    ['no Host', withHost()],
    ['two Hosts', withHost('localhost', 'evil.example')],
    ['a header with NUL', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n'],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    [
      'a length and chunks',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`],
  ])('%s: never a 5xx', async (_name, request) => {
    expect(await sendBytes(request)).not.toMatch(/^HTTP\/1\.1 5/);
  });
});

describe('after all that', () => {
  it('nobody has been added', async () => expect(await raw.house.app.database.orm.em.fork().count(User)).toBe(1));

  it('nothing unexpected was logged', () =>
    expect(raw.house.lines.filter((line) => line.includes('request.failed'))).toEqual([]));
});
