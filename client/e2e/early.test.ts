// Catalogue: B5.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openEarly, seeTakenOver, watchAddresses, watchShifts } from './support/late.ts';
import { goodPassword, type Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { address, button, field, fill, focusedField, see, seeAddress, seePage, seeWrong } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
const t = wordsOf('en');

/** Somebody with an account, on a device that has forgotten them. */
async function visitor(): Promise<{ page: Page; person: Person }> {
  const { context, person } = await scene.member();
  await context.clearCookies();
  return { page: await context.newPage(), person };
}

const newPage = async (options?: Parameters<typeof scene.device>[0]) => (await scene.device(options)).context.newPage();

const colourOf = (page: Page, place: string): Promise<string> =>
  page.locator(place).evaluate((element) => getComputedStyle(element).backgroundColor);

describe('the sign-in form, before anything but the page has arrived', () => {
  it('is painted in its colours and asks for both', async () => {
    const page = await newPage({ colorScheme: 'light' });
    await openEarly(page, '/sign-in');
    await seePage(page, t.auth_sign_in());
    await see(field(page, 'identifier'));
    await see(field(page, 'password'));
    expect(await page.title()).toBe(t.page_title({ page: t.auth_sign_in() }));
    expect(await colourOf(page, '[type="submit"]')).not.toBe('rgba(0, 0, 0, 0)');
    expect(await page.locator('form').count()).toBe(1);
  });

  it('signs in whoever presses Enter, without leaving the page or telling an address', async () => {
    const { page, person } = await visitor();
    const release = await openEarly(page, '/sign-in');
    const addresses = watchAddresses(page);
    await fill(page, { identifier: person.pseudo, password: person.password });
    await field(page, 'password').press('Enter');
    await see(page.locator('form[aria-busy="true"] [type="submit"] .spin'));
    await page.evaluate('globalThis.stayed = true');
    release();
    await seePage(page, t.users_profile());
    await seeAddress(page, '/account');
    expect(await page.evaluate('globalThis.stayed')).toBe(true);
    for (const seen of addresses) expect(decodeURIComponent(seen)).not.toContain(person.password);
  });

  it('says what is wrong, once it can, and keeps what was typed', async () => {
    const { page, person } = await visitor();
    const release = await openEarly(page, '/sign-in');
    await fill(page, { identifier: person.pseudo, password: 'quite another sentence' });
    await button(page, t.auth_sign_in_action()).click();
    release();
    await seeWrong(page, 'password', t.error_INVALID_CREDENTIALS());
    expect(await field(page, 'identifier').inputValue()).toBe(person.pseudo);
    expect(await field(page, 'password').inputValue()).toBe('quite another sentence');
    expect(address(page)).toBe('/sign-in');
    await field(page, 'password').fill(person.password);
    await button(page, t.auth_sign_in_action()).click();
    await seePage(page, t.users_profile());
  });

  it('asks for what is missing where nothing was typed', async () => {
    const page = await newPage();
    const release = await openEarly(page, '/sign-in');
    await button(page, t.auth_sign_in_action()).click();
    release();
    await seeWrong(page, 'identifier', t.field_required());
    await seeWrong(page, 'password', t.field_required());
    expect(await focusedField(page)).toBe('identifier');
  });

  it('loses no letter, nor the focus, nor the caret, nor the field itself', async () => {
    const page = await newPage();
    const shifts = await watchShifts(page);
    const release = await openEarly(page, '/sign-in');
    await fill(page, { identifier: 'somebody', password: goodPassword });
    const password = field(page, 'password');
    await password.evaluate((input: HTMLInputElement) => input.setSelectionRange(3, 7));
    const before = await password.elementHandle();
    release();
    await seeTakenOver(page);
    await page.keyboard.type('X');
    expect(await password.inputValue()).toBe(`${goodPassword.slice(0, 3)}X${goodPassword.slice(7)}`);
    expect(await field(page, 'identifier').inputValue()).toBe('somebody');
    expect(await password.evaluate((input, kept) => input === kept, before)).toBe(true);
    expect(await shifts()).toBeLessThan(0.01);
  });

  it('does later what was pressed early: shows the password, changes the language', async () => {
    const page = await newPage();
    const release = await openEarly(page, '/sign-in');
    await field(page, 'password').fill(goodPassword);
    await button(page, t.show_password()).click();
    await button(page, 'FR, Français').click();
    release();
    await seePage(page, wordsOf('fr').auth_sign_in());
    expect(await field(page, 'password').getAttribute('type')).toBe('text');
    expect(await field(page, 'password').inputValue()).toBe(goodPassword);
  });
});

describe('the first paint', () => {
  const languages = [
    { wish: 'of a French browser', language: 'fr' as const, stored: null, said: 'fr' as const },
    { wish: 'of an English browser', language: 'en' as const, stored: null, said: 'en' as const },
    { wish: 'of whoever chose French here', language: 'en' as const, stored: 'fr', said: 'fr' as const },
    { wish: 'of whoever stored nonsense', language: 'fr' as const, stored: 'xx', said: 'fr' as const },
  ];

  it.each(languages)('speaks the language $wish, and goes on in it', async ({ language, stored, said }) => {
    const page = await newPage({ language });
    if (stored) await page.addInitScript((locale) => localStorage.setItem('socle.locale', locale), stored);
    const release = await openEarly(page, '/sign-in');
    const words = wordsOf(said);
    await seePage(page, words.auth_sign_in());
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(said);
    expect(await page.title()).toBe(words.page_title({ page: words.auth_sign_in() }));
    const early = await page.locator('body').innerText();
    release();
    await seeTakenOver(page);
    expect(await page.locator('body').innerText()).toBe(early);
  });

  it.each([
    { next: '/account/data', why: t.auth_why_needed() },
    { next: '/claim', why: t.auth_why_claim() },
  ])('says why one is asked to sign in on the way to $next', async ({ next, why }) => {
    const page = await newPage();
    const shifts = await watchShifts(page);
    const path = `/sign-in?next=${encodeURIComponent(next)}`;
    const release = await openEarly(page, path);
    await see(page.getByRole('status').getByText(why));
    const link = page.getByRole('link', { name: t.auth_create_account() });
    expect(await link.getAttribute('href')).toBe(`/sign-up?next=${encodeURIComponent(next)}`);
    release();
    await seeTakenOver(page);
    await see(page.getByRole('status').getByText(why));
    expect(await shifts()).toBeLessThan(0.01);
  });

  it('has the colours that were chosen here, and says which', async () => {
    const page = await newPage({ colorScheme: 'light' });
    await page.addInitScript(() => localStorage.setItem('socle.theme', 'dark'));
    const release = await openEarly(page, '/sign-in');
    await see(field(page, 'password'));
    const [ground, pressed] = [await colourOf(page, 'html'), button(page, t.theme_dark())];
    expect(await pressed.getAttribute('aria-pressed')).toBe('true');
    expect(await button(page, t.theme_system()).getAttribute('aria-pressed')).toBe('false');
    release();
    await seeTakenOver(page);
    expect(await colourOf(page, 'html')).toBe(ground);
    expect(await pressed.getAttribute('aria-pressed')).toBe('true');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await colourOf(page, 'html')).toBe(ground);
  });

  it('tells whoever allows no scripts that they are needed', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto('/sign-in');
    expect(await page.locator('body').innerText()).toMatch(/needs JavaScript.*besoin de JavaScript/);
    expect(await page.locator('form').count()).toBe(0);
  });
});

describe('whoever is signed in', () => {
  it('is led on from the early form, with nothing lost to it', async () => {
    const { context } = await scene.member();
    const page = await context.newPage();
    const release = await openEarly(page, '/sign-in?next=/account/security');
    await see(field(page, 'password'));
    release();
    await seePage(page, t.sessions_security());
  });
});
