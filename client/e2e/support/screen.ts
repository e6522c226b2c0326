import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from './people.ts';
import type { Words } from './words.ts';

/** Waits until something stands on the screen. */
export const see = (place: Locator): Promise<void> => place.waitFor({ state: 'visible' });

/** Waits until something is no longer there. */
export const seeNoMore = (place: Locator): Promise<void> => place.waitFor({ state: 'hidden' });

/** Waits for the page of this title. */
export const seePage = (page: Page, title: string): Promise<void> =>
  see(page.getByRole('heading', { level: 1, name: title, exact: true }));

/** A field by its name: where a dialog is open, the dialog's. */
export const field = (page: Page, name: string): Locator => page.locator(`[name="${name}"]:visible`).last();

/** A button by what it says. */
export const button = (place: Page | Locator, name: string): Locator =>
  place.getByRole('button', { name, exact: true });

/** What is typed into the fields, by their names. */
export async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
}

/** Waits until a field is marked wrong, says so beside it, and why. */
export async function seeWrong(page: Page, name: string, why: string): Promise<void> {
  const input = field(page, name);
  await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
  const id = await input.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${id}"]`).textContent()).toBe(why);
}

/** The name of the field that has the focus. */
export const focusedField = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName ?? '');

/** Path and query of the address bar. */
export function address(page: Page): string {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** Waits until the address bar says this. */
export const seeAddress = (page: Page, wanted: string): Promise<void> =>
  page.waitForURL((url) => url.pathname + url.search === wanted);

/** Signs in by the form that is on the screen. */
export async function signInByForm(
  page: Page,
  t: Words,
  { pseudo, password }: Pick<Person, 'pseudo' | 'password'>,
): Promise<void> {
  await fill(page, { identifier: pseudo, password });
  await button(page, t.auth_sign_in_action()).click();
}
