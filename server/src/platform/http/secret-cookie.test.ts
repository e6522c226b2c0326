// Catalogue: B1, B2.
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestClock } from '#test/clock.js';
import { createSecretCookie } from './secret-cookie.js';

const clock = new TestClock();

async function serverAt(publicUrl: string): Promise<FastifyInstance> {
  const fastify = Fastify();
  await fastify.register(fastifyCookie);
  const cookieOf = (
    request: Parameters<typeof createSecretCookie>[0],
    reply: Parameters<typeof createSecretCookie>[1],
  ) => createSecretCookie(request, reply, { publicUrl, clock }, 'socle_rt');
  fastify.get('/read', async (request, reply) => ({ token: cookieOf(request, reply).read() ?? null }));
  fastify.get(
    '/keep',
    async (request, reply) => void cookieOf(request, reply).keep('srt1.x', new Date(clock.now().getTime() + 60_500)),
  );
  fastify.get('/forget', async (request, reply) => void cookieOf(request, reply).forget());
  return fastify;
}

describe.each([
  ['http://localhost:4000', 'socle_rt', ''],
  ['https://socle.example', '__Host-socle_rt', '; Secure'],
])('the refresh cookie at %s', (publicUrl, name, secure) => {
  let fastify: FastifyInstance;
  beforeAll(async () => void (fastify = await serverAt(publicUrl)));
  afterAll(() => fastify.close());

  const read = async (headers: Record<string, string>): Promise<string | null> =>
    (await fastify.inject({ url: '/read', headers })).json<{ token: string | null }>().token;

  it('is kept where no script and no other site reaches it', async () => {
    const { headers } = await fastify.inject('/keep');
    expect(headers['set-cookie']).toBe(`${name}=srt1.x; Max-Age=60; Path=/; HttpOnly${secure}; SameSite=Strict`);
  });

  it('is forgotten the way it was kept', async () => {
    const { headers } = await fastify.inject('/forget');
    expect(headers['set-cookie']).toBe(`${name}=; Max-Age=0; Path=/; HttpOnly${secure}; SameSite=Strict`);
  });

  it('is read on our own pages', async () => {
    expect(await read({ cookie: `a=b; ${name}=one` })).toBe('one');
    expect(await read({ cookie: `${name}=one`, 'sec-fetch-site': 'same-origin', origin: publicUrl })).toBe('one');
  });

  it('is not read where another site asks', async () => {
    expect(await read({ cookie: `${name}=one`, origin: 'https://evil.example' })).toBeNull();
    expect(await read({ cookie: `${name}=one`, 'sec-fetch-site': 'same-site' })).toBeNull();
  });

  it('is not read where two of that name came', async () => {
    expect(await read({ cookie: `${name}=one; ${name}=two` })).toBeNull();
    expect(await read({ cookie: `${name}=one;${name}=one` })).toBeNull();
  });

  it('goes by its own name only', async () => {
    const other = name === 'socle_rt' ? '__Host-socle_rt' : 'socle_rt';
    expect(await read({ cookie: `${other}=one` })).toBeNull();
    expect(await read({ cookie: `x${name}=one` })).toBeNull();
    expect(await read({})).toBeNull();
  });
});
