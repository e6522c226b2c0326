// Catalogue: B5, B10, P5.
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveMetrics } from '#platform/telemetry/metrics.js';
import type { TestHouse } from '#test/house.js';
import { json, meQuery, openWithClient, refusalOf, type Response } from './raw.js';

const graphql = (payload: string, headers: Record<string, string> = json) => ({
  method: 'POST' as const,
  url: '/graphql',
  headers,
  payload,
});

/** Requests by what they show, the status of their answer, and whether that is a page. */
const requests = {
  'an answer': [graphql(meQuery), 200],
  'a query by GET': [{ url: '/graphql?query={__typename}' }, 200],
  health: [{ url: '/health' }, 200],
  'a version': [{ url: '/version' }, 200],
  'the keys': [{ url: '/.well-known/jwks.json' }, 200, 'kept'],
  'the front page': [{ url: '/' }, 200, 'page'],
  'a page by its address': [{ url: '/account/security' }, 200, 'page'],
  'a head of a page': [{ method: 'HEAD', url: '/sign-in' }, 200, 'page'],
  'the playground': [{ url: '/playground' }, 200, 'page'],
  'a file': [{ url: '/robots.txt' }, 200, 'kept'],
  'a file that never changes': [{ url: '/_app/immutable/app.js' }, 200, 'kept'],
  'a part of a file': [{ url: '/robots.txt', headers: { range: 'bytes=0-3' } }, 206, 'kept'],
  'a part that is not there': [{ url: '/robots.txt', headers: { range: 'bytes=900-' } }, 416, 'kept'],
  'a broken body': [graphql('{'), 400],
  'a broken document': [graphql('{"query":"{"}'), 400],
  'a broken address': [{ url: '/%zz' }, 400],
  'a token that proves nothing': [graphql(meQuery, { ...json, authorization: 'Bearer x' }), 401],
  'another site': [graphql(meQuery, { ...json, origin: 'https://evil.example' }), 403],
  'a missing file': [{ url: '/api/typo.js' }, 404],
  'a missing interface': [{ url: '/api/typo' }, 404],
  'metrics on this port': [{ url: '/metrics' }, 404],
  'a method that nobody knows here': [{ method: 'PUT', url: '/graphql', headers: json, payload: '{}' }, 404],
  'a mutation by GET': [{ url: '/graphql?query=mutation{logout}' }, 405],
  'a body beyond the limit': [graphql('x'.repeat(70_000)), 413],
  'a body of another type': [graphql('x', { 'content-type': 'text/csv' }), 415],
  'a packed body': [graphql('{}', { ...json, 'content-encoding': 'gzip' }), 415],
} as const;

describe.each([
  ['http://localhost:4000', undefined],
  ['https://socle.example', 'max-age=31536000; includeSubDomains'],
])('every answer at %s', (PUBLIC_URL, transport) => {
  let house: TestHouse;
  beforeAll(async () => void (house = await openWithClient({ PUBLIC_URL })));
  afterAll(() => house.close());

  const always = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  };

  it.each(Object.entries(requests))('to %s carries its id and the headers', async (_name, [request, status, kind]) => {
    const answer: Response = await house.app.http.inject(request);
    const { headers } = answer;
    expect(answer.statusCode).toBe(status);
    expect(headers).toMatchObject(always);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['strict-transport-security']).toBe(transport);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(headers['content-type']).toMatch(kind === 'page' ? /^text\/html; charset=utf-8$/ : /^(?!text\/html)/);
    if (!kind) expect(headers['cache-control']).toBe('no-store');
    for (const banner of ['server', 'x-powered-by', 'via']) expect(headers[banner]).toBeUndefined();
    if (status >= 400 && !kind) expect(refusalOf(answer)?.requestId).toBe(headers['x-request-id']);
  });

  describe('on the wire', () => {
    let port: number;
    beforeAll(async () => {
      await house.app.http.listen({ host: '127.0.0.1', port: 0 });
      port = (house.app.http.server.address() as AddressInfo).port;
    });

    const odd = {
      'what is no HTTP': ['hello\r\n\r\n', '400 Bad Request'],
      'what names no host': ['GET /version HTTP/1.1\r\n\r\n', '400 Bad Request'],
      'a question that names no host': [
        `POST /graphql HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: ${meQuery.length}\r\n\r\n${meQuery}`,
        '400 Bad Request',
      ],
      'what expects something odd': [
        'POST /graphql HTTP/1.1\r\nhost: x\r\nexpect: foo\r\ncontent-length: 2\r\n\r\n{}',
        '417 Expectation Failed',
      ],
    } as const;

    it.each(Object.entries(odd))(
      'to %s carries them too, and ends the connection',
      async (_name, [request, status]) => {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(request);
        const answer = await textOf(socket);
        expect(answer.startsWith(`HTTP/1.1 ${status}\r\n`), answer).toBe(true);
        for (const [name, value] of Object.entries({ ...always, 'cache-control': 'no-store' }))
          expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
        expect(answer.includes('strict-transport-security')).toBe(transport !== undefined);
        const [, requestId] = /\r\nx-request-id: ([0-9a-f-]{36})\r\n/.exec(answer) ?? [];
        const extensions = { code: 'BAD_USER_INPUT', requestId };
        expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ errors: [{ extensions }] });
      },
    );

    it.each([
      ['HTTP/1.0 needs no host', 'GET /version HTTP/1.0\r\n\r\n', 200],
      ['a host may be empty', 'GET /version HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n', 200],
      [
        'whoever waits to be asked for the body is asked',
        `POST /graphql HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${meQuery.length}\r\n\r\n${meQuery}`,
        100,
      ],
    ])('%s', async (_name, request, status) => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(request);
      expect(await textOf(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    });
  });

  it('to an operator on the port of the metrics carries them too', async () => {
    const server = await serveMetrics(house.app.metrics, { host: '127.0.0.1', port: 0, token: 'the-token-of-metrics' });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const headers = { authorization: 'Bearer the-token-of-metrics' };
    const answers = await Promise.all([
      fetch(`${url}/metrics`, { headers }),
      fetch(`${url}/metrics`),
      fetch(`${url}/`, { headers }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
    for (const answer of answers)
      expect(Object.fromEntries(answer.headers)).toMatchObject({ ...always, 'cache-control': 'no-store' });
    server.close();
  });
});

describe('the id of an answer', () => {
  let house: TestHouse;
  beforeAll(async () => void (house = await openWithClient()));
  afterAll(() => house.close());

  it('is its own, whatever the caller suggests', async () => {
    const ask = (): Promise<Response> => house.app.http.inject(graphql(meQuery, { ...json, 'x-request-id': 'mine' }));
    const ids = (await Promise.all([ask(), ask(), ask()])).map(({ headers }) => headers['x-request-id']);
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain('mine');
  });
});
