// Catalogue: P5.
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { json, meQuery, RawHouse, type Response } from '#test/contract/raw.js';

/** What the house is made of, in the words of those who look for a hole that fits. */
const stack =
  /\b(fastify|apollo|graphql-(js|shield|middleware)|type-?graphql|mikro-?orm|better-sqlite3|sqlite|kysely|express|node(\.?js)?[/ ]v?\d)/i;

const raw = new RawHouse();
const { ask, post } = raw;

const answers: Record<string, () => Promise<Response>> = {
  'an answer': () => post(meQuery),
  'the front page': () => ask({ url: '/' }),
  'a page that is not there': () => ask({ url: '/index.php' }),
  'a broken body': () => post('{'),
  'a broken document': () => post(JSON.stringify({ query: '{ me {' })),
  'a wrong field': () => post(JSON.stringify({ query: '{ version { server } }' })),
  'a wrong token': () => post(meQuery, { ...json, authorization: 'Bearer x' }),
  'a body too large': () => post(JSON.stringify({ query: 'x'.repeat(70_000) })),
  'another method': () => ask({ method: 'PUT', url: '/graphql', headers: json, payload: '{}' }),
  'a mutation by GET': () => ask({ url: '/graphql', query: { query: 'mutation { logout }' } }),
  TRACE: () => ask({ method: 'TRACE', url: '/graphql' }),
  'a broken address': () => ask({ url: '/%zz' }),
  health: () => ask({ url: '/health' }),
  status: () => ask({ url: '/status' }),
  version: () => ask({ url: '/version' }),
  keys: () => ask({ url: '/.well-known/jwks.json' }),
};

describe('nothing tells what the house is made of', () => {
  it.each(Object.entries(answers))('%s', async (_name, make) => {
    const { headers, body, statusCode } = await make();
    expect(statusCode).toBeLessThan(500);
    for (const name of ['server', 'x-powered-by', 'via', 'x-apollo-operation-id', 'x-runtime'])
      expect(headers[name]).toBeUndefined();
    expect(JSON.stringify(headers)).not.toMatch(stack);
    expect(body).not.toMatch(stack);
  });

  it('echoes nothing by TRACE', async () => {
    const answer = await ask({ method: 'TRACE', url: '/graphql', headers: { 'x-canary': 'sings' } });
    expect([404, 405]).toContain(answer.statusCode);
    expect(answer.body).not.toContain('sings');
  });

  it('what is no HTTP at all', async () => {
    await raw.house.app.http.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((raw.house.app.http.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end('hello\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/^(server|x-powered-by):/im);
    expect(answer).not.toMatch(stack);
  });
});
