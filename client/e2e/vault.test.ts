import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { address, button, field, fill, see, seeNoMore, seePage, seeWrong } from './support/screen.ts';
import { spoken } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const FRESH_MS = 2_000;

const typed = {
  legalName: 'Ada King',
  birthDate: '1915-12-10',
  phone: '0044 20 7946 0958',
  taxId: 'ab 12 34 56 c',
  addressLine: '12 St James’s Square',
  postalCode: 'sw1y 4jh',
  city: 'London',
};

describe.each(spoken)('personal data, in %s', (language) => {
  const scene = setScene({ FRESH_FOR: `${FRESH_MS / 1_000}s` });
  const t = wordsOf(language);

  async function visit(): Promise<{ page: Page; person: Person }> {
    const { context, person } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto('/account/data');
    await seePage(page, t.users_data());
    return { page, person };
  }

  /** Gives the password that the page asks for. */
  async function prove(page: Page, { password }: Person): Promise<void> {
    const dialog = page.getByRole('dialog', { name: t.auth_prove_title() });
    await see(dialog);
    await fill(page, { password });
    await button(dialog, t.auth_prove_action()).click();
    await seeNoMore(dialog);
  }

  /** Saves, with the password where it was proved too long ago, until that is to be seen. */
  async function save(page: Page, person: Person, outcome: Locator): Promise<void> {
    await button(page, t.save()).click();
    const dialog = page.getByRole('dialog', { name: t.auth_prove_title() });
    await see(dialog.or(outcome).first());
    if (await dialog.isVisible()) await prove(page, person);
    await see(outcome.first());
  }

  async function openAfterProof(page: Page, person: Person): Promise<void> {
    await pause(FRESH_MS);
    await button(page, t.vault_open()).click();
    await prove(page, person);
    await see(field(page, 'legalName'));
  }

  const valuesIn = (page: Page): Promise<string[]> =>
    Promise.all([...Object.keys(typed), 'country'].map((name) => field(page, name).inputValue()));

  it('open after the password, are kept as they are meant, and found again', async () => {
    const { page, person } = await visit();
    expect(await page.locator('[name="legalName"]').count()).toBe(0);
    await openAfterProof(page, person);
    await see(page.getByText(t.vault_empty()));
    await fill(page, typed);
    await field(page, 'country').selectOption('GB');
    await save(page, person, page.getByText(t.vault_saved()));
    const kept = ['Ada King', '1915-12-10', '+442079460958', 'AB 12 34 56 C', '12 St James’s Square', 'SW1Y 4JH'];
    await expect.poll(() => valuesIn(page)).toEqual([...kept, 'London', 'GB']);

    await page.reload();
    await seePage(page, t.users_data());
    await openAfterProof(page, person);
    expect(await valuesIn(page)).toEqual([...kept, 'London', 'GB']);
    await button(page, t.vault_close()).click();
    await seeNoMore(field(page, 'legalName'));
    expect(await page.content()).not.toContain('Ada King');
  });

  it('tell the person who saw them, and when', async () => {
    const { page, person } = await visit();
    await see(page.getByText(t.vault_readings_none()));
    await openAfterProof(page, person);
    const rows = page.getByRole('list', { name: t.vault_readings() }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(1);
    await fill(page, { city: 'Lyon' });
    await save(page, person, page.getByText(t.vault_saved()));
    await expect.poll(() => rows.count()).toBe(2);
    const [newest, first] = await rows.allInnerTexts();
    expect(newest).toContain(t.vault_reading_changed({ fields: t.vault_city() }));
    expect(first).toContain(t.vault_reading_read());
    expect(await rows.first().locator('time').getAttribute('datetime')).toMatch(/^\d{4}-/);
  });

  it('say beside each field what does not fit, and keep what was typed until the person leaves it', async () => {
    const { page, person } = await visit();
    await openAfterProof(page, person);
    await fill(page, { phone: '06 12 34 56 78', postalCode: '#', city: 'Lyon' });
    await save(page, person, page.getByRole('alert'));
    await seeWrong(page, 'phone', t.field_invalid_phone());
    await seeWrong(page, 'postalCode', t.field_invalid_format());
    await page.getByRole('link', { name: t.nav_security(), exact: true }).click();
    const asked = page.getByRole('dialog', { name: t.unsaved_title() });
    await button(asked, t.unsaved_stay()).click();
    expect(await field(page, 'city').inputValue()).toBe('Lyon');
    await page.getByRole('link', { name: t.nav_security(), exact: true }).click();
    await button(asked, t.unsaved_leave()).click();
    await seePage(page, t.sessions_security());
    expect(address(page)).toBe('/account/security');
  });

  it('stay closed for whoever does not know the password', async () => {
    const { page } = await visit();
    await pause(FRESH_MS);
    await button(page, t.vault_open()).click();
    const dialog = page.getByRole('dialog', { name: t.auth_prove_title() });
    await fill(page, { password: 'quite another sentence' });
    await button(dialog, t.auth_prove_action()).click();
    await seeWrong(page, 'password', t.field_wrong_password());
    await page.keyboard.press('Escape');
    await see(button(page, t.vault_open()));
    expect(await page.locator('[name="legalName"]').count()).toBe(0);
  });
});
