// Catalogue: G8, A10.
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { describe, expect, it } from 'vitest';
import { serveMetrics } from '#platform/telemetry/metrics.js';
import { openTestHouse } from '#test/house.js';
import { RawHouse, evilSignUp, json, meQuery, own, refusalOf } from './raw.js';

const raw = new RawHouse();
const { ask, post } = raw;

describe('what an operator asks', () => {
  it('live, ready and both', async () => {
    expect((await ask({ url: '/health/live' })).json()).toEqual({
      status: 'ok',
      checks: { process: { status: 'ok' } },
    });
    const ready = { process: { status: 'ok' }, database: { status: 'ok' }, vault: { status: 'ok' } };
    const backup = { status: 'ok', lastProvenRestoreAgeDays: null };
    for (const [url, checks] of [
      ['/health', { ...ready, backup }],
      ['/health/ready', ready],
    ] as const) {
      const answer = await ask({ url });
      expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok', checks }]);
    }
  });

  it('version and status', async () => {
    expect((await ask({ url: '/version' })).json()).toEqual({
      name: 'socle',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      commit: expect.toBeOneOf([null, expect.stringMatching(/^[0-9a-f]{40}$/)]) as string,
      builtAt: expect.toBeOneOf([null, expect.stringMatching(/^\d{4}-.*Z$/)]) as string,
    });
    const status = (await ask({ url: '/status' })).json<{ uptimeS: number; time: string }>();
    expect(status).toMatchObject({ status: 'ok', database: 'ok' });
    expect(status.uptimeS).toBeGreaterThanOrEqual(0);
    expect(new Date(status.time).toISOString()).toBe(status.time);
  });

  it('a house that is asked to stop, or has lost its database, turns away but lives', async () => {
    const other = await openTestHouse();
    other.app.drain();
    const answer = await other.app.http.inject('/health/ready');
    expect([answer.statusCode, answer.json<{ status: string }>().status]).toEqual([503, 'failing']);
    expect((await other.app.http.inject('/health/live')).statusCode).toBe(200);
    await other.app.vault.close();
    const checks = async () => (await other.app.http.inject('/health')).json<{ checks: object }>().checks;
    expect(await checks()).toMatchObject({ database: { status: 'ok' }, vault: { status: 'failing' } });
    await other.app.database.close();
    expect(await checks()).toMatchObject({ database: { status: 'failing' } });
    expect((await other.app.http.inject('/status')).json()).toMatchObject({ database: 'failing' });
    await other.close();
  });

  it('the published keys verify a real token', async () => {
    const answer = await ask({ url: '/.well-known/jwks.json' });
    const { payload, protectedHeader } = await jwtVerify(
      raw.member.caller.accessToken ?? '',
      createLocalJWKSet(answer.json<JSONWebKeySet>()),
      { issuer: own, audience: own, typ: 'at+jwt' },
    );
    expect(payload.sub).toBe(raw.member.id);
    expect(protectedHeader.alg).toBe('ES256');
    expect(answer.body).not.toContain('"d"');
  });

  it('metrics are on a port of their own, for whoever has the token', async () => {
    const server = await serveMetrics(raw.house.app.metrics, {
      host: '127.0.0.1',
      port: 0,
      token: 'the-token-of-metrics',
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
    const answer = await fetch(url, { headers: { authorization: 'Bearer the-token-of-metrics' } });
    expect(await answer.text()).toContain('socle_events_total{type="user.registered",outcome="SUCCESS"} 1');
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: 'Bearer the-token-of-metricz' } })).status).toBe(401);
    server.close();
    expect((await ask({ url: '/metrics' })).body).not.toContain('socle_events_total');
  });
});

describe('GraphQL over HTTP', () => {
  it('answers a query by GET', async () => {
    const answer = await ask({
      url: '/graphql',
      query: { query: 'query ($first: Int!) { users(first: $first) { totalCount } }', variables: '{"first":1}' },
    });
    expect([answer.statusCode, refusalOf(answer)?.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await ask({ url: '/graphql', query: { query: '{ me { id } }' } })).json()).toEqual({ data: { me: null } });
  });

  it.each(['application/json', 'application/graphql-response+json'])('speaks %s', async (accept) => {
    const answer = await post(meQuery, { ...json, accept });
    expect(answer.headers['content-type']).toBe(`${accept}; charset=utf-8`);
  });

  it('runs no mutation by GET', async () => {
    const events = await raw.house.eventsOf(async () => {
      const answer = await ask({
        url: '/graphql',
        query: { query: (JSON.parse(evilSignUp) as { query: string }).query },
      });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe('POST');
    });
    expect(events).toEqual([]);
  });
});
