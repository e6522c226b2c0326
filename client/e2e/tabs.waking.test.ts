// Catalogue: B3, T1; promise M1: many tabs wake at once, and nobody is signed out.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { drowsy, sleep, wake, watchRefreshes } from './support/refreshes.ts';
import { setScene } from './support/scene.ts';
import { address, seePage } from './support/screen.ts';
import { sized } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const TABS = 8;
/** For how long a token is sent: until this close to its end. */
const TOO_OLD_MS = 2_000;
const USABLE_MS = 1_000;
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

const browsers = [
  { browser: 'with Web Locks', cycles: sized(20, 50), script: drowsy },
  { browser: 'without Web Locks', cycles: sized(5, 50), script: `${drowsy} delete Navigator.prototype.locks;` },
];

describe.each(browsers)(`${TABS} tabs $browser`, ({ cycles, script }) => {
  it(`wake at once ${cycles} times and stay signed in`, { timeout: 60_000 + cycles * 20_000 }, async () => {
    const { context, watch } = await scene.member();
    await context.addInitScript({ content: script });
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
});
