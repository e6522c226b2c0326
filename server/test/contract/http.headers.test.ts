// Catalogue: B5.
import { describe, expect, it } from 'vitest';
import { openTestHouse } from '#test/house.js';
import { RawHouse, json, meQuery, refusalOf, type Response } from './raw.js';

const raw = new RawHouse();
const { ask, post } = raw;

describe('every answer', () => {
  const answers: Record<string, () => Promise<Response>> = {
    200: () => post(meQuery),
    '200 of health': () => ask({ url: '/health' }),
    '400 of a broken body': () => post('{'),
    '401': () => post(meQuery, { ...json, authorization: 'Bearer x' }),
    '403 of another site': () => post(meQuery, { ...json, origin: 'https://evil.example' }),
    '404': () => ask({ url: '/no/such.file' }),
    '404 of a page, where no client is built': () => ask({ url: '/sign-in' }),
    '405 of a mutation by GET': () => ask({ url: '/graphql', query: { query: 'mutation { logout }' } }),
    '413': () => post('x'.repeat(70_000)),
    '415': () => post('x', { 'content-type': 'text/csv' }),
    'to a method that nobody knows here': () => ask({ method: 'PUT', url: '/graphql', headers: json, payload: '{}' }),
    'to a broken address': () => ask({ url: '/%zz' }),
  };

  it.each(Object.entries(answers))('%s: carries its id and the security headers', async (_name, make) => {
    const answer = await make();
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-powered-by']).toBeUndefined();
    if (answer.statusCode >= 400) expect(refusalOf(answer)?.requestId).toBe(answer.headers['x-request-id']);
    expect(answer.statusCode).toBeLessThan(500);
  });

  it('has an id of its own, whatever the caller suggests', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await post(meQuery, { ...json, 'x-request-id': 'mine' })).headers['x-request-id']),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain('mine');
  });

  it('promises https for the future where it is https now', async () => {
    const secure = await openTestHouse({ PUBLIC_URL: 'https://socle.example' });
    expect((await secure.app.http.inject('/health')).headers['strict-transport-security']).toBe(
      'max-age=31536000; includeSubDomains',
    );
    expect((await ask({ url: '/health' })).headers['strict-transport-security']).toBeUndefined();
    await secure.close();
  });
});
