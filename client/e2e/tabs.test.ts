// Catalogue: B3, B7.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setScene } from './support/scene.ts';
import { drowsy, sleep, wake, watchRefreshes, type Refresh } from './support/refreshes.ts';
import { address, button, see, seePage, signInByForm } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const TOKEN_MS = 5_000;
/** A token this close to its end is no longer sent. */
const TOO_OLD_MS = 2_000;
const scene = setScene({ ACCESS_TOKEN_TTL: `${TOKEN_MS / 1_000}s` });
const t = wordsOf('en');

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const pages: Page[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = await context.newPage();
    await page.goto('/account');
    await seePage(page, t.users_profile());
    pages.push(page);
  }
  return pages;
}

/** Between two renewals lies the time in which the first one's token is good: more would be one tab too many. */
function expectOneAtATime(refreshes: readonly Refresh[]): void {
  const gaps = refreshes.slice(1).map(({ askedAt }, index) => askedAt - (refreshes[index]?.answeredAt ?? 0));
  expect(gaps.filter((gap) => gap < TOKEN_MS - TOO_OLD_MS - 500)).toEqual([]);
  expect(refreshes.filter(({ status }) => status !== 200)).toEqual([]);
}

describe('the tabs of one browser', () => {
  it.each([
    { tabs: 2, rounds: 2 },
    { tabs: 4, rounds: 3 },
  ])('ask for one renewal between them when $tabs wake at once', async ({ tabs, rounds }) => {
    const { context, watch } = await scene.member();
    await context.addInitScript({ content: drowsy });
    const pages = await openTabs(context, tabs);
    const refreshes = watchRefreshes(context);
    for (let round = 1; round <= rounds; round += 1) {
      await sleep(pages);
      await pause(TOKEN_MS - TOO_OLD_MS + 200);
      const before = refreshes.length;
      await wake(pages);
      await expect.poll(() => refreshes.length).toBe(before + 1);
      await pause(600);
      expect(refreshes.length).toBe(before + 1);
    }
    expectOneAtATime(refreshes);
    for (const page of pages) {
      await page.getByRole('link', { name: t.nav_security(), exact: true }).click();
      await seePage(page, t.sessions_security());
    }
    expect(watch.refusals).toEqual([]);
  });

  it('stay signed in while nobody touches them, with one renewal for each token', async () => {
    const { context } = await scene.member();
    const pages = await openTabs(context, 2);
    const refreshes = watchRefreshes(context);
    await pause(2.5 * TOKEN_MS);
    expect(refreshes.length).toBeGreaterThanOrEqual(2);
    expect(refreshes.length).toBeLessThanOrEqual(4);
    expectOneAtATime(refreshes);
    expect(pages.map(address)).toEqual(['/account', '/account']);
  });

  it('are signed out together and come in together', async () => {
    const { context, person } = await scene.member();
    const pages = await openTabs(context, 3);
    const [first, ...others] = pages as [Page, ...Page[]];
    await button(first, t.sign_out()).click();
    for (const page of pages) await seePage(page, t.auth_sign_in());
    await signInByForm(first, t, person);
    for (const page of pages) await seePage(page, t.users_profile());
    for (const page of others) await see(page.getByText(person.email));
  });

  it('restore the session by the cookie after a reload, which no script can read', async () => {
    const { context } = await scene.member();
    const [page] = (await openTabs(context, 1)) as [Page];
    await page.reload();
    await seePage(page, t.users_profile());
    const cookies = await context.cookies();
    expect(cookies.map(({ name }) => name).sort()).toEqual(['socle_device', 'socle_rt']);
    for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('keep no token in storage, addresses or history', async () => {
    const { context, person } = await scene.member();
    const [page] = (await openTabs(context, 1)) as [Page];
    await button(page, t.theme_dark()).click();
    await page.getByRole('link', { name: t.nav_security(), exact: true }).click();
    await seePage(page, t.sessions_security());
    const stored = await page.evaluate(`(async () => JSON.stringify({
      local: { ...localStorage }, session: { ...sessionStorage }, state: history.state, name: window.name,
      databases: (await indexedDB.databases()).map(({ name }) => name), caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))()`);
    const kept = JSON.parse(String(stored)) as Record<string, unknown>;
    expect(kept).toMatchObject({ local: { 'socle.theme': 'dark' }, databases: [], caches: [], workers: 0, name: '' });
    const history = await (await context.newCDPSession(page)).send('Page.getNavigationHistory');
    const traces = JSON.stringify([kept, history.entries]);
    const cookies = (await context.cookies()).map(({ value }) => value);
    for (const secret of ['eyJ', ...cookies, person.email, person.password]) {
      expect(traces).not.toContain(secret);
    }
  });
});
