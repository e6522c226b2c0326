import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, field, fill, focusedField, see, seeAddress, seeNoMore } from './support/screen.ts';
import { seePage, seeWrong, signInByForm } from './support/screen.ts';
import { spoken } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const FRESH_MS = 2_000;

describe.each(spoken)('the page of a person, in %s', (language) => {
  const scene = setScene({ FRESH_FOR: `${FRESH_MS / 1_000}s` });
  const t = wordsOf(language);

  /** A member at work, and an administrator who looks at that member's page. */
  async function open(): Promise<{ page: Page; admin: Person; far: Page; person: Person }> {
    const { context, person } = await scene.member({ language });
    const far = await context.newPage();
    await far.goto('/account');
    const { context: office, person: admin } = await scene.admin({ language });
    const page = await office.newPage();
    await page.goto(`/admin/users/${person.id}`);
    await seePage(page, person.pseudo);
    return { page, admin, far, person };
  }

  /** The password that a sensitive act asks for once the last proof is old. */
  async function prove(page: Page, password: string): Promise<void> {
    const dialog = page.getByRole('dialog', { name: t.auth_prove_title() });
    await see(dialog);
    await fill(page, { password: 'quite another sentence' });
    await button(dialog, t.auth_prove_action()).click();
    await seeWrong(page, 'password', t.field_wrong_password());
    expect(await focusedField(page)).toBe('password');
    await fill(page, { password });
    await button(dialog, t.auth_prove_action()).click();
    await seeNoMore(dialog);
  }

  it('keeps the administrator from losing the house', async () => {
    const { context, person } = await scene.admin({ language });
    const page = await context.newPage();
    await page.goto('/account/data');
    await button(page, t.auth_delete_open()).click();
    await fill(page, { confirmation: person.pseudo, password: person.password });
    await button(page.getByRole('dialog'), t.auth_delete_action()).click();
    await see(page.getByRole('alert').getByText(t.auth_delete_last_admin()));
  });

  it('changes the role after the password was asked again; the person stays signed in', async () => {
    const { page, admin, far, person } = await open();
    await pause(FRESH_MS);
    await field(page, 'role').selectOption('admin');
    await button(page, t.admin_role_change()).click();
    await prove(page, admin.password);
    await see(page.getByText(t.admin_role_changed({ pseudo: person.pseudo, role: 'admin' })));
    await see(page.locator('main header').getByText('admin', { exact: true }));
    await far.reload();
    await far.getByRole('link', { name: t.nav_people(), exact: true }).click();
    await seePage(far, t.admin_people());
  });

  it('leaves the role as it was where the password is not given', async () => {
    const { page, person } = await open();
    await pause(FRESH_MS);
    await field(page, 'role').selectOption('admin');
    await button(page, t.admin_role_change()).click();
    await see(page.getByRole('dialog', { name: t.auth_prove_title() }));
    await page.keyboard.press('Escape');
    await expect.poll(() => field(page, 'role').inputValue()).toBe('member');
    await page.reload();
    await seePage(page, person.pseudo);
    expect(await field(page, 'role').inputValue()).toBe('member');
  });

  it('suspends with a reason and reinstates', async () => {
    const { page, far, person } = await open();
    await button(page, t.admin_suspend()).click();
    const dialog = page.getByRole('dialog');
    await button(dialog, t.admin_suspend()).click();
    await seeWrong(page, 'reason', t.field_required());
    await fill(page, { reason: 'Asked for it.' });
    await button(dialog, t.admin_suspend()).click();
    await see(page.getByText(t.admin_suspended({ pseudo: person.pseudo })));
    await see(page.getByText(t.admin_sessions_none()));

    await far.getByRole('link', { name: t.nav_security(), exact: true }).click();
    await see(far.getByText(t.auth_why_revoked()));
    await signInByForm(far, t, person);
    await seePage(far, t.auth_suspended_title());
    expect(await far.getByText('Asked for it.').count()).toBe(0);
    await button(far, t.auth_suspended_other()).click();

    await button(page, t.admin_reinstate()).click();
    await see(page.getByText(t.admin_reinstated({ pseudo: person.pseudo })));
    await signInByForm(far, t, person);
    await seePage(far, t.users_profile());
  });

  it('takes a suspension back by the undo of its message', async () => {
    const { page, person } = await open();
    await button(page, t.admin_suspend()).click();
    await fill(page, { reason: 'By mistake.' });
    await button(page.getByRole('dialog'), t.admin_suspend()).click();
    await button(page, t.undo()).click();
    await see(page.getByText(t.admin_reinstated({ pseudo: person.pseudo })));
    await see(button(page, t.admin_suspend()));
  });

  it('ends every session of the person', async () => {
    const { page, far, person } = await open();
    await button(page, t.admin_sessions_end()).click();
    const dialog = page.getByRole('dialog', { name: t.admin_sessions_end_title({ pseudo: person.pseudo }) });
    await button(dialog, t.admin_sessions_end()).click();
    await see(page.getByText(t.admin_sessions_ended({ count: 1 })));
    await see(page.getByText(t.admin_sessions_none()));
    await far.getByRole('link', { name: t.nav_security(), exact: true }).click();
    await see(far.getByText(t.auth_why_revoked()));
  });

  it('deletes the person behind the typed name and the password', async () => {
    const { page, admin, person } = await open();
    await pause(FRESH_MS);
    await button(page, t.admin_delete()).click();
    const dialog = page.getByRole('dialog', { name: t.admin_delete_confirm({ pseudo: person.pseudo }) });
    expect(await button(dialog, t.admin_delete()).isDisabled()).toBe(true);
    await fill(page, { confirmation: person.pseudo });
    await button(dialog, t.admin_delete()).click();
    await prove(page, admin.password);
    await see(page.getByText(t.admin_deleted({ pseudo: person.pseudo })));
    await seeAddress(page, '/admin/users');
    await see(page.getByText(admin.email));
    expect(await page.getByText(person.email).count()).toBe(0);
  });

  it('is not found by a member, nor by a visitor before sign-in', async () => {
    const { context, person } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto(`/admin/users/${person.id}`);
    await seePage(page, t.not_found_title());
    const stranger = await (await scene.device({ language })).context.newPage();
    await stranger.goto(`/admin/users/${person.id}`);
    await seeAddress(stranger, `/sign-in?next=${encodeURIComponent(`/admin/users/${person.id}`)}`);
  });
});
