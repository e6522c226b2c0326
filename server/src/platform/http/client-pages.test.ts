// Catalogue: B5, B10, S5.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagePolicy, serveClient } from './client-pages.js';

const inline = "document.documentElement.dataset.theme = 'dark';";
const page = `<!doctype html><title>Socle</title><script>${inline}</script><script src="/app.js"></script><script type="module" src="/m.js"></script>`;
const rendered = `<!doctype html><title>Sign in</title><style>form { color: red }</style><form></form><script>1</script>`;
const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

describe('the client’s pages', () => {
  const outside = mkdtempSync(join(tmpdir(), 'socle-client-'));
  const folder = join(outside, 'build');
  let fastify: FastifyInstance;

  beforeAll(async () => {
    mkdirSync(join(folder, '_app', 'immutable'), { recursive: true });
    mkdirSync(join(folder, 'playground'));
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'index.html'), page);
    writeFileSync(join(folder, 'sign-in.html'), rendered);
    writeFileSync(join(folder, 'sign-in.html.br'), brotliCompressSync(rendered));
    writeFileSync(join(folder, 'playground', 'index.html'), '<!doctype html><title>Playground</title>');
    writeFileSync(join(folder, 'robots.txt'), 'User-agent: *');
    writeFileSync(join(folder, '.hidden'), 'secret');
    writeFileSync(join(folder, '_app', 'immutable', 'app.js'), 'export {};');
    fastify = Fastify();
    await serveClient(fastify, folder);
  });
  afterAll(async () => {
    await fastify.close();
    rmSync(outside, { recursive: true });
  });

  it.each([
    '/',
    '/sign-up',
    '/sign-in/',
    '/sign-in/x',
    '/admin/users/01900000-0000-7000-8000-000000000000',
    '/admin/users?search=a.b',
    '/no/such/page',
    '/apis',
  ])('%s is the page', async (url) => {
    const answer = await fastify.inject(url);
    expect([answer.statusCode, answer.body]).toEqual([200, page]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': pagePolicy(page),
    });
  });

  it.each(['/sign-in', '/sign-in?next=/account', '/%73ign-in'])(
    '%s is the page that the build rendered',
    async (url) => {
      const answer = await fastify.inject(url);
      expect([answer.statusCode, answer.body]).toEqual([200, rendered]);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': pagePolicy(rendered),
      });
    },
  );

  it('a page comes compressed to whoever takes it so', async () => {
    const answer = await fastify.inject({ url: '/sign-in', headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/html; charset=utf-8' });
    expect(answer.headers['content-security-policy']).toBe(pagePolicy(rendered));
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(rendered);
  });

  it('a head of a page has no body', async () => {
    const answer = await fastify.inject({ method: 'HEAD', url: '/sign-in' });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });

  it.each([
    '/favicon.ico',
    '/app.css',
    '/a/b.php',
    '/.env',
    '/playground/x.js',
    '/api',
    '/api/v1/users',
    '/auth/oidc/x',
    '/files/x',
    '/health/x',
    '/.well-known/x',
  ])('%s is not found, and no page', async (url) => {
    const answer = await fastify.inject(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('%s of a page is not found', async (method) => {
    expect((await fastify.inject({ method, url: '/sign-in' })).statusCode).toBe(404);
  });

  it('a file that never changes may be kept for ever, others not', async () => {
    expect((await fastify.inject('/_app/immutable/app.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await fastify.inject('/robots.txt')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/_app/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/robots.txt%00',
    '/.hidden',
    '/.git/config',
    '/%2ehidden',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
  ])('%s leads nowhere', async (url) => {
    const answer = await fastify.inject(url);
    expect(answer.body).not.toContain('secret');
    expect(answer.body).not.toContain('root:');
    expect(answer.statusCode).toBeLessThan(500);
  });

  it('the playground’s editor may write style sheets; the pages may not', async () => {
    expect((await fastify.inject('/playground')).headers['content-security-policy']).toContain(
      "style-src 'self' 'unsafe-inline';",
    );
    expect(pagePolicy(page)).toContain("style-src 'self';");
  });
});

describe('the policy of a page', () => {
  it('allows its inline scripts by their hash, and no others', () => {
    expect(pagePolicy(page)).toContain(`script-src 'self' ${hashOf(inline)};`);
    expect(pagePolicy('<p>')).toContain("script-src 'self';");
    expect(pagePolicy(`<script>a</script><script type="module">\nb\n</script>`)).toContain(
      `script-src 'self' ${hashOf('a')} ${hashOf('\nb\n')};`,
    );
  });

  it('allows its inline styles by their hash, and no others', () => {
    expect(pagePolicy(rendered)).toContain(`style-src 'self' ${hashOf('form { color: red }')};`);
  });

  it('allows nothing from outside and no eval', () => {
    expect(pagePolicy(page)).toMatch(/^default-src 'none'; /);
    expect(pagePolicy(page)).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
    for (const part of [
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
    ])
      expect(pagePolicy(page).split('; ')).toContain(part);
  });
});

describe('a house without a client', () => {
  it('says that nothing is there', async () => {
    const fastify = Fastify();
    await serveClient(fastify, join(tmpdir(), 'no-such-client'));
    expect((await fastify.inject('/')).statusCode).toBe(404);
    await fastify.close();
  });
});
