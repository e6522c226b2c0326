// Catalogue: B3, T1; promise M1: many tabs wake at once, and nobody is signed out.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { drowsy, refreshToken, sleep, wake, watchRefreshes } from './support/refreshes.ts';
import { setScene } from './support/scene.ts';
import { address, seePage } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const TABS = 8;
/** For how long a token is sent: until this close to its end. */
const TOO_OLD_MS = 2_000;
const USABLE_MS = 1_000;
const long = process.env.SOCLE_TEST_SIZE === 'long';
const scene = setScene({ ACCESS_TOKEN_TTL: `${(USABLE_MS + TOO_OLD_MS) / 1_000}s` });
const t = wordsOf('en');

/** Two pages that ask the server for something; waking tabs go from one to the other. */
const security = { link: t.nav_security(), title: t.sessions_security(), path: '/account/security' };
const profile = { link: t.users_profile(), title: t.users_profile(), path: '/account' };

async function openTabs(context: BrowserContext): Promise<Page[]> {
  const pages = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
  await Promise.all(pages.map(async (page) => page.goto('/account').then(() => seePage(page, t.users_profile()))));
  return pages;
}

/** Lets the token grow too old while all tabs sleep, then wakes them. */
async function wakeTooLate(pages: readonly Page[]): Promise<void> {
  await sleep(pages);
  await pause(USABLE_MS + 100);
  await wake(pages);
}

/** Every tab goes to another page, which it only sees while it is signed in. */
async function goTo({ link, title, path }: typeof security, pages: readonly Page[]): Promise<void> {
  await Promise.all(
    pages.map(async (page) => {
      await page.getByRole('link', { name: link, exact: true }).click();
      await seePage(page, title);
    }),
  );
  expect(new Set(pages.map(address))).toEqual(new Set([path]));
}

/** Takes a renewal to the server with this cookie, and its answer back to the tab. */
async function carry(route: Route, cookie: string): Promise<void> {
  const request = route.request();
  const answer = await fetch(request.url(), {
    method: 'POST',
    headers: { ...request.headers(), cookie },
    body: request.postData(),
  });
  const headers = { 'content-type': 'application/json', 'set-cookie': answer.headers.getSetCookie().join('\n') };
  await route.fulfill({ status: answer.status, headers, body: await answer.text() });
}

/** Holds renewals back until every tab asks for one, then carries all to the server at once, with the same cookie. */
async function gather(context: BrowserContext): Promise<void> {
  let held: Route[] = [];
  await context.route('**/graphql', async (route) => {
    if (!/^\{"(query|operationName)":"(mutation )?Refresh/.test(route.request().postData() ?? ''))
      return route.continue();
    held.push(route);
    if (held.length < TABS) return;
    const all = held;
    held = [];
    const cookie = `socle_rt=${await refreshToken(context)}`;
    await Promise.all(all.map((one) => carry(one, cookie)));
  });
}

/** The generation of the refresh token that the browser holds. */
async function generation(context: BrowserContext): Promise<number> {
  return Number((await refreshToken(context)).split('.')[2]);
}

describe(`${TABS} tabs`, () => {
  const cycles = long ? 50 : 20;
  it(`wake at once ${cycles} times and stay signed in`, { timeout: 60_000 + cycles * 20_000 }, async () => {
    const { context, watch } = await scene.member();
    await context.addInitScript({ content: drowsy });
    const pages = await openTabs(context);
    const refreshes = watchRefreshes(context);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await wakeTooLate(pages);
      await goTo(cycle % 2 === 0 ? security : profile, pages);
    }
    expect(refreshes.length).toBeGreaterThanOrEqual(cycles);
    expect(refreshes.filter(({ status }) => status !== 200)).toEqual([]);
    expect(watch.refusals).toEqual([]);
  });

  const waves = long ? 50 : 5;
  it(
    `without locks ask ${waves} times all at once, and the server carries them`,
    { timeout: 60_000 + waves * 20_000 },
    async () => {
      const { context, watch } = await scene.member();
      const pages = await openTabs(context);
      await context.addInitScript({ content: `${drowsy} delete Navigator.prototype.locks;` });
      for (const page of pages) await page.reload().then(() => seePage(page, t.users_profile()));
      const refreshes = watchRefreshes(context);
      await sleep(pages);
      await gather(context);
      for (let wave = 1; wave <= waves; wave += 1) {
        const before = await generation(context);
        await wakeTooLate(pages);
        await expect.poll(() => refreshes.length).toBe(wave * TABS);
        expect(await generation(context)).toBe(before + 1);
      }
      await context.unrouteAll();
      await goTo(security, pages);
      expect(refreshes.filter(({ status }) => status !== 200)).toEqual([]);
      expect(watch.refusals).toEqual([]);
    },
  );
});
