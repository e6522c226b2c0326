// Catalogue: B6, G8.
import { describe, expect, it } from 'vitest';
import { RawHouse, evilSignUp, json, meQuery, own, partner, refusalOf, type Response } from './raw.js';

const raw = new RawHouse();
const { ask, post } = raw;

describe('another site', () => {
  const hostile = [
    'https://evil.example',
    'null',
    '',
    `${own}.evil.example`,
    `http://localhost:4000@evil.example`,
    'http://evil.example/localhost:4000',
    'http://evil-localhost:4000',
    'http://sub.localhost:4000',
    'http://localhost',
    'http://localhost:40000',
    'http://localhost:4001',
    'https://localhost:4000',
    'HTTP://LOCALHOST:4000',
    'http://LOCALHOST:4000',
    'http://localhost:4000/',
    'http://localhost:4000 ',
    'http://localhost.:4000',
    'http://127.0.0.1:4000',
    'http://[::1]:4000',
    `${own}, https://evil.example`,
    'https://partner.example.evil.example',
    'https://evilpartner.example',
    'https://PARTNER.example',
    'http://partner.example',
    'https://partner.example:8443',
    'file://',
    'chrome-extension://abcdefghijklmnop',
    '*',
  ];
  const foreign: Record<string, string>[] = [
    ...hostile.map((origin) => ({ origin })),
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'same-origin, cross-site' },
  ];

  it.each(hostile)('is told nothing beforehand: %j', async (origin) => {
    const { headers } = await preflight(origin);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each(foreign)('gets nothing done: %j', async (headers) => {
    const events = await raw.house.eventsOf(async () => {
      const answer = await post(evilSignUp, { ...json, ...headers });
      expect([answer.statusCode, refusalOf(answer)?.code]).toEqual([403, 'FORBIDDEN']);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    });
    expect(events).toEqual([]);
  });

  it('our own pages and programs do', async () => {
    for (const headers of [{}, { origin: own }, { 'sec-fetch-site': 'same-origin' }])
      expect((await post(meQuery, { ...json, ...headers })).statusCode).toBe(200);
  });

  const preflight = (origin: string): Promise<Response> =>
    ask({
      method: 'OPTIONS',
      url: '/graphql',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

  it('of CORS_ORIGINS may call, without credentials', async () => {
    const asked = await preflight(partner);
    expect(asked.headers['access-control-allow-origin']).toBe(partner);
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
    const answer = await post(meQuery, { ...json, origin: partner, 'sec-fetch-site': 'cross-site' });
    expect(answer.json()).toEqual({ data: { me: null } });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': partner,
      vary: expect.stringContaining('Origin') as string,
    });
  });

  it('of CORS_ORIGINS does not get the cookie to count', async () => {
    const cookie = `socle_rt=${raw.member.caller.cookies.get('socle_rt') ?? ''}`;
    const answer = await post(JSON.stringify({ query: 'mutation { refresh { accessToken } }' }), {
      ...json,
      origin: partner,
      cookie,
    });
    expect(refusalOf(answer)?.code).toBe('UNAUTHENTICATED');
  });

  it('of no CORS_ORIGINS is not even answered beforehand', async () => {
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
    expect((await preflight(`${partner}.evil.example`)).headers['access-control-allow-origin']).toBeUndefined();
  });
});
