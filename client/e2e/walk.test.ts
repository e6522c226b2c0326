// Catalogue: B8.
import { describe, expect, it } from 'vitest';
import { goodPassword, signIn } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { address, button, field, fill, focusedField, see, seeAddress, seeNoMore } from './support/screen.ts';
import { seePage, seeWrong, signInByForm } from './support/screen.ts';
import { wordsOf, type Language } from './support/words.ts';

const scene = setScene();
const others: Record<Language, Language> = { en: 'fr', fr: 'en' };

describe.each(['en', 'fr'] as const)('a person whose browser speaks %s', (language) => {
  const t = wordsOf(language);

  it('opens the house and makes an account with a suggested passphrase', async () => {
    const { context } = await scene.device({ language });
    const page = await context.newPage();
    await page.goto('/');
    await seePage(page, t.auth_sign_in());
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await page.getByRole('link', { name: t.auth_create_account() }).click();
    await seePage(page, t.auth_sign_up());

    await field(page, 'password').fill('abcde');
    await see(page.getByText(t.auth_password_missing({ count: 10 })));
    const meter = page.getByRole('meter', { name: t.auth_strength() });
    await field(page, 'password').fill('aaaaaaaaaaaaaaaaaaaa');
    await expect.poll(() => meter.getAttribute('aria-valuetext')).toBe(t.auth_strength_0());
    await button(page, t.auth_suggest()).click();
    await expect.poll(() => meter.getAttribute('aria-valuetext')).toBe(t.auth_strength_4());
    const phrase = await field(page, 'password').inputValue();
    expect(phrase).toMatch(/^[a-z]+(-[a-z]+){5}$/);
    expect(await page.locator('output').textContent()).toBe(phrase);

    const pseudo = `fresh-${language}`;
    await fill(page, { email: `${pseudo}@example.org`, pseudo });
    await button(page, t.auth_sign_up_action()).click();
    await seePage(page, t.users_profile());
    expect(address(page)).toBe('/account');
    await see(page.getByText(`${pseudo}@example.org`));
    await expect.poll(() => page.title()).toBe(t.page_title({ page: t.users_profile() }));
  });

  it('is told beside each field what is wrong, with the focus on the first', async () => {
    const { person } = await scene.member({ language });
    const page = await (await scene.device({ language, reducedMotion: 'reduce' })).context.newPage();
    await page.goto('/sign-up');
    await button(page, t.auth_sign_up_action()).click();
    await seeWrong(page, 'email', t.field_required());
    await seeWrong(page, 'pseudo', t.field_required());
    await seeWrong(page, 'password', t.field_required());
    await see(page.getByRole('alert').getByText(t.form_summary({ count: 3 })));
    expect(await focusedField(page)).toBe('email');
    const border = () => field(page, 'pseudo').evaluate((input) => getComputedStyle(input).borderColor);
    const red = await border();
    await field(page, 'pseudo').hover();
    expect(await border()).toBe(red);

    await fill(page, { email: 'new@example.org', pseudo: person.pseudo, password: 'passwordpassword' });
    await button(page, t.auth_sign_up_action()).click();
    await seeWrong(page, 'password', t.field_common_password());
    expect(await focusedField(page)).toBe('password');
    await field(page, 'password').fill('a socle is a plinth of stone');
    await button(page, t.auth_sign_up_action()).click();
    await seeWrong(page, 'password', t.field_contains_context());
    await field(page, 'password').fill(goodPassword);
    await button(page, t.auth_sign_up_action()).click();
    await seeWrong(page, 'pseudo', t.field_taken());
    expect(await focusedField(page)).toBe('pseudo');
  });

  it('edits the profile, and finds it again after a reload', async () => {
    const { context } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto('/account');
    await expect.poll(() => button(page, t.save()).isDisabled()).toBe(true);
    await field(page, 'bio').fill('Keeps bees. <b>Also</b> é, ½ and 🐝.');
    await button(page, t.save()).click();
    await see(page.getByText(t.users_saved()));
    await page.reload();
    await seePage(page, t.users_profile());
    expect(await field(page, 'bio').inputValue()).toBe('Keeps bees. <b>Also</b> é, ½ and 🐝.');
  });

  it('is asked before leaving what is not saved, and may change the language of the house', async () => {
    const { context } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto('/account');
    await field(page, 'locale').selectOption(others[language].toUpperCase());
    await page.getByRole('link', { name: t.nav_security(), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t.unsaved_title() });
    await button(dialog, t.unsaved_stay()).click();
    await seeNoMore(dialog);
    await button(page, t.save()).click();
    await seePage(page, wordsOf(others[language]).users_profile());
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(others[language]);
  });

  it('sees both devices, ends the other one, which signs in again and goes on', async () => {
    const { context, person } = await scene.member({ language });
    const other = await scene.device({ language });
    await signIn(other, person);
    const far = await other.context.newPage();
    await far.goto('/account');
    await field(far, 'bio').fill('Half a sentence');

    const page = await context.newPage();
    await page.goto('/account/security');
    const rows = page.getByRole('list', { name: t.sessions_title() }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.filter({ hasText: t.sessions_this_device() }).count()).toBe(1);
    await rows.getByRole('button', { name: t.sessions_end_label({ device: '' }).trim() }).click();
    await expect.poll(() => rows.count()).toBe(1);

    await button(far, t.save()).click();
    await see(far.getByText(t.auth_why_revoked()));
    expect(address(far)).toBe('/sign-in?next=%2Faccount');
    await signInByForm(far, t, person);
    await seePage(far, t.users_profile());
    expect(address(far)).toBe('/account');
    expect(await field(far, 'bio').inputValue()).toBe('Half a sentence');
  });

  it('changes the password, which ends the other devices', async () => {
    const { context, person } = await scene.member({ language });
    const other = await scene.device({ language });
    await signIn(other, person);
    const far = await other.context.newPage();
    await far.goto('/account');
    const page = await context.newPage();
    await page.goto('/account/security');
    await button(page, t.auth_password_change()).click();
    const dialog = page.getByRole('dialog', { name: t.auth_password_change_title() });
    await fill(page, { currentPassword: 'not the right one at all', newPassword: 'nine loud pebbles in a heap' });
    await button(dialog, t.auth_password_change_action()).click();
    await seeWrong(page, 'currentPassword', t.field_wrong_password());
    expect(await focusedField(page)).toBe('currentPassword');
    await field(page, 'currentPassword').fill(person.password);
    await button(dialog, t.auth_password_change_action()).click();
    await see(page.getByText(t.auth_password_changed()));
    await seeNoMore(dialog);
    await see(page.getByText(t.sessions_only_this()));
    await far.getByRole('link', { name: t.nav_security(), exact: true }).click();
    await see(far.getByText(t.auth_why_revoked()));
  });

  it('signs out, leaves nothing behind for Back, and comes in by e-mail and by pseudo', async () => {
    const { context, person } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto('/account');
    await page.getByRole('link', { name: t.nav_data(), exact: true }).click();
    await seePage(page, t.users_data());
    await button(page, t.sign_out()).click();
    await seePage(page, t.auth_sign_in());
    await page.goBack();
    await see(page.getByText(t.auth_why_needed()));
    await seeAddress(page, '/sign-in?next=%2Faccount%2Fdata');
    expect(await page.content()).not.toContain(person.pseudo);

    await page.goto('/sign-in');
    await signInByForm(page, t, { ...person, password: 'quite another sentence' });
    await seeWrong(page, 'password', t.error_INVALID_CREDENTIALS());
    expect(await focusedField(page)).toBe('password');
    await signInByForm(page, t, { ...person, pseudo: person.email.toUpperCase() });
    await seePage(page, t.users_profile());
    await button(page, t.sign_out()).click();
    await seePage(page, t.auth_sign_in());
    await signInByForm(page, t, person);
    await seePage(page, t.users_profile());
  });

  it('deletes the account behind a typed confirmation', async () => {
    const { context, person } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto('/account/data');
    await button(page, t.auth_delete_open()).click();
    const remove = button(page.getByRole('dialog'), t.auth_delete_action());
    await fill(page, { confirmation: 'somebody', password: 'quite another sentence' });
    await remove.click();
    await seeWrong(page, 'confirmation', t.field_mismatch());
    await field(page, 'confirmation').fill(person.pseudo);
    await remove.click();
    await seeWrong(page, 'password', t.field_wrong_password());
    await field(page, 'password').fill(person.password);
    await remove.click();
    await seePage(page, t.auth_sign_in());
    await see(page.getByText(t.auth_why_deleted()));
    await signInByForm(page, t, person);
    await seeWrong(page, 'password', t.error_INVALID_CREDENTIALS());
    await seeAddress(page, '/sign-in');
  });
});
