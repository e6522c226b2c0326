// Catalogue: B7, B8.
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, fill, see, seePage, signInByForm } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
const t = wordsOf('en');

/** Everything that a page can keep for the next one, as one text. */
async function traces(context: BrowserContext, page: Page): Promise<string> {
  const kept = await page.evaluate(`(async () => {
    const cached = [];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) cached.push(name, request.url);
    return JSON.stringify({
      local: { ...localStorage }, session: { ...sessionStorage }, state: history.state, name: window.name,
      databases: await indexedDB.databases(), cached, address: location.href, cookies: document.cookie,
      workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    });
  })()`);
  const history = await (await context.newCDPSession(page)).send('Page.getNavigationHistory');
  return JSON.stringify([kept, history.entries.map(({ url, userTypedURL, title }) => [url, userTypedURL, title])]);
}

/** What the person keeps in the vault; no other word of a page looks like it. */
const legalName = 'Wilhelmina Leftover';

const secretsOf = ({ email, password, token }: Person): string[] => [email, password, token, legalName, 'eyJ', 'srt1.'];

async function visitEverything(page: Page, person: Person): Promise<void> {
  await page.goto('/account');
  await seePage(page, t.users_profile());
  await see(page.getByText(person.email));
  await page.goto('/account/data');
  await button(page, t.vault_open()).click();
  await fill(page, { legalName });
  await button(page, t.save()).click();
  await see(page.getByText(t.vault_saved()));
  for (const path of ['/account/security', '/account']) {
    await page.goto(path);
    await see(page.getByRole('heading', { level: 1 }));
  }
  await see(page.getByText(person.email));
}

/** Nothing of the person stands on the screen, and what stands there is the way in. */
async function expectNothingPrivate(page: Page, person: Person): Promise<void> {
  await seePage(page, t.auth_sign_in());
  expect(await page.content()).not.toContain(person.email);
  expect(await page.content()).not.toContain(legalName);
  expect(await page.locator('body').innerText()).not.toContain(person.email);
}

describe('after a visit', () => {
  it('no storage, address, cache or history holds a secret or a personal word', async () => {
    const { context, person } = await scene.member();
    const page = await context.newPage();
    await visitEverything(page, person);
    const left = await traces(context, page);
    for (const secret of secretsOf(person)) expect(left).not.toContain(secret);
  });

  it('no answer of the interface may be kept by anybody', async () => {
    const { context, person } = await scene.member();
    const page = await context.newPage();
    const rules: (string | undefined)[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/graphql')) rules.push(response.headers()['cache-control']);
    });
    await visitEverything(page, person);
    expect(rules.length).toBeGreaterThan(3);
    expect(new Set(rules)).toEqual(new Set(['no-store']));
  });
});

describe('after signing out', () => {
  it('nothing is left, and Back shows nothing private', async () => {
    const { context, person } = await scene.member();
    const page = await context.newPage();
    await visitEverything(page, person);
    await button(page, t.sign_out()).click();
    await expectNothingPrivate(page, person);
    const left = await traces(context, page);
    for (const secret of [...secretsOf(person), person.pseudo]) expect(left).not.toContain(secret);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('socle_rt');
    for (let steps = 0; steps < 3; steps += 1) {
      await page.goBack();
      await expectNothingPrivate(page, person);
    }
    await page.goForward();
    await expectNothingPrivate(page, person);
  });

  it('nothing is left where the connection is gone', async () => {
    const { context, person } = await scene.member();
    await context.clearCookies();
    const page = await context.newPage();
    await page.goto('/sign-in');
    await seePage(page, t.auth_sign_in());
    await signInByForm(page, t, person);
    await see(page.getByText(person.email));
    await context.setOffline(true);
    await button(page, t.sign_out()).click();
    await expectNothingPrivate(page, person);
    const left = await traces(context, page);
    for (const secret of [...secretsOf(person), person.pseudo]) expect(left).not.toContain(secret);
    await context.setOffline(false);
  });

  it('a page that the browser had kept whole for Back shows nothing private', async () => {
    const { context, person } = await scene.member();
    const page = await context.newPage();
    await page.goto('/account');
    await seePage(page, t.users_profile());
    await see(page.getByText(person.email));
    // Another document, so that the first one goes to where Back would take it from.
    await page.goto('/playground');
    const elsewhere = await context.newPage();
    await elsewhere.goto('/account');
    await seePage(elsewhere, t.users_profile());
    await button(elsewhere, t.sign_out()).click();
    await expectNothingPrivate(elsewhere, person);
    await page.goBack();
    await expectNothingPrivate(page, person);
  });
});
