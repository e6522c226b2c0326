// Catalogue: B5, O8.
import { describe, expect, it } from 'vitest';
import { setScene } from './support/scene.ts';
import { address, see, seePage } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
const t = wordsOf('en');

const evil = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/%5Cevil.example',
  '/%2F%2Fevil.example',
  '/\t/evil.example',
  '/account/..//evil.example',
  '/account\r\nLocation: https://evil.example',
  'https:evil.example',
  'https://evil.example/account',
  'http://localhost@evil.example/account',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '/.evil.example',
  '/sign-in?next=/sign-in',
  '/playground',
];

describe('the pages', () => {
  it('speak to nobody else and break no rule, from the front door to the last person', async () => {
    const { context, watch, person } = await scene.admin();
    const page = await context.newPage();
    const paths = [
      '/account',
      '/account/security',
      '/account/data',
      '/admin',
      '/admin/users',
      `/admin/users/${person.id}`,
    ];
    for (const path of [...paths, '/claim', '/nowhere']) {
      await page.goto(path);
      await see(page.getByRole('heading', { level: 1 }));
      await page.waitForLoadState('networkidle');
    }
    expect(watch).toEqual({ troubles: [], strays: [], lost: [], refusals: [] });
  });

  it('let a visitor in with no more than the refusal of a session that is not there', async () => {
    const { context, watch } = await scene.device();
    const page = await context.newPage();
    for (const path of ['/', '/sign-in', '/sign-up', '/claim', '/account', '/admin/users?q=a']) {
      await page.goto(path);
      await see(page.getByRole('heading', { level: 1 }));
    }
    expect(watch).toMatchObject({ troubles: [], strays: [], lost: [] });
    expect([...new Set(watch.refusals)]).toEqual([401]);
  });

  it('run a query in the playground with a token, from our own files alone', async () => {
    const { context, watch, person } = await scene.member();
    const page = await context.newPage();
    await page.goto('/playground');
    await see(page.getByRole('heading', { level: 1 }));
    const editor = page.locator('.graphiql-query-editor');
    await see(editor.getByText('register').first());
    await page.waitForLoadState('networkidle');
    await page.locator('#token').fill(person.token);
    await page.getByRole('tab', { name: 'me', exact: true }).click();
    await see(editor.getByText('query me').first());
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await see(page.locator('.graphiql-response').getByText(person.email).first());
    expect(watch).toEqual({ troubles: [], strays: [], lost: [], refusals: [] });
  });

  it('come back where a deep link leads, after a reload', async () => {
    const { context } = await scene.admin();
    const page = await context.newPage();
    for (const path of ['/account/security', '/admin/users?q=chief&sort=-seen', '/admin?days=90']) {
      await page.goto(path);
      await see(page.getByRole('heading', { level: 1 }));
      const title = await page.title();
      await page.reload();
      await expect.poll(() => page.title()).toBe(title);
      expect(address(page)).toBe(path);
    }
  });
});

describe('the way back after sign-in', () => {
  it('leads only to our own pages, whatever the address says', async () => {
    const { context } = await scene.member();
    const page = await context.newPage();
    for (const next of evil) {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await seePage(page, t.users_profile());
      expect(page.url()).toBe(`${scene.house.url}/account`);
    }
  });

  it.each(['/account/security', '/account/data'])('leads to %s', async (next) => {
    const page = await (await scene.member()).context.newPage();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await expect.poll(() => address(page)).toBe(next);
  });
});

describe('the answers', () => {
  const strict = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
  };

  it.each(['/', '/sign-in', '/account', '/admin/users?q=a', '/robots.txt', '/typo.js', '/graphql', '/playground'])(
    'carry the protections: %s',
    async (path) => {
      const { context } = await scene.device();
      const headers = (await context.request.get(path)).headers();
      expect(headers).toMatchObject(strict);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    },
  );

  it.each(['/account', '/sign-in'])(
    'keep the policy strict, with no more than its own scripts and styles: %s',
    async (path) => {
      const { context } = await scene.device();
      const answer = await context.request.get(path);
      const policy = answer.headers()['content-security-policy'] ?? '';
      for (const kind of ['script', 'style']) {
        const sources = new RegExp(`${kind}-src ([^;]*)`).exec(policy)?.[1] ?? '';
        expect(sources).toMatch(/^'self'( 'sha256-[\w+/=]+')*$/);
      }
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
      expect(answer.headers()['cache-control']).toBe('no-cache');
    },
  );

  it.each([
    '/typo.js',
    '/api/typo.js',
    '/account/typo.css',
    '/admin/users/people.json',
    '/.env',
    '/_app/immutable/x.js',
  ])('call a missing file missing: %s', async (path) => {
    const { context } = await scene.device();
    const answer = await context.request.get(path);
    expect(answer.status()).toBe(404);
    expect(answer.headers()['content-type']).not.toContain('html');
  });

  it('give the page for every path that is no file', async () => {
    const { context } = await scene.device();
    const answer = await context.request.get('/some/where');
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toContain('text/html');
  });
});
