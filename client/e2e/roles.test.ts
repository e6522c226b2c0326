import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setScene } from './support/scene.ts';
import { button, field, fill, see, seeAddress, seeNoMore, seePage, seeWrong } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

describe('roles and rights', () => {
  const scene = setScene();

  describe.each(['en', 'fr'] as const)('in %s', (language) => {
    const t = wordsOf(language);
    const role = 'night-shift';

    async function makeRole(page: Page): Promise<void> {
      await page.goto('/admin');
      await page.getByRole('link', { name: t.nav_roles(), exact: true }).click();
      await seePage(page, t.admin_roles());
      await button(page, t.admin_role_new()).click();
      await fill(page, { name: 'admin', description: 'Keeps watch.' });
      await page.getByRole('checkbox', { name: t.admin_scope_users_read() }).check();
      await button(page, t.admin_role_create()).click();
      await seeWrong(page, 'name', t.field_taken());
      await fill(page, { name: role });
      await button(page, t.admin_role_create()).click();
      await see(page.getByText(t.admin_role_created({ role })));
    }

    async function giveRole(page: Page, pseudo: string): Promise<void> {
      await field(page, 'role').selectOption(role);
      await button(page, t.admin_role_change()).click();
      await see(page.getByText(t.admin_role_changed({ pseudo, role })));
    }

    async function giveRight(page: Page, right: string): Promise<void> {
      await button(page, t.admin_grant()).click();
      await field(page, 'scope').selectOption('users:delete');
      await field(page, 'end').selectOption('hour');
      await button(page.getByRole('dialog'), t.admin_grant()).click();
      const grants = page.getByRole('list', { name: t.admin_grants() });
      await see(grants.getByText(right, { exact: true }));
      await see(grants.getByText(t.admin_grant_ends()));
    }

    it('are made, given, explained, and taken back', async () => {
      const { context: far, person } = await scene.member({ language });
      const { context } = await scene.admin({ language });
      const page = await context.newPage();
      const right = t.admin_scope_users_delete();
      await makeRole(page);

      await page.goto(`/admin/users/${person.id}`);
      await seePage(page, person.pseudo);
      await page.getByText(t.admin_explain_show()).click();
      const answer = (coordinate: string) => page.getByRole('listitem').filter({ hasText: coordinate });
      await see(answer('Query.users').first().getByText(t.admin_explain_refused()));
      expect(await answer('Mutation.deleteUser').textContent()).toContain('users:delete');
      await see(answer('Query.userSessions').getByText(role));

      await giveRole(page, person.pseudo);
      await see(answer('Query.userSessions').getByText(t.admin_explain_allowed()));
      await see(answer('Mutation.deleteUser').getByText(t.admin_explain_refused()));
      await giveRight(page, right);
      await see(answer('Mutation.deleteUser').getByText(t.admin_explain_allowed()));

      const theirs = await far.newPage();
      await theirs.goto('/admin/roles');
      await seePage(theirs, t.admin_roles());
      expect(await button(theirs, t.admin_role_new()).count()).toBe(0);

      await button(page, t.admin_grant_revoke_label({ right })).click();
      await see(page.getByText(t.admin_grants_none()));
      await see(answer('Mutation.deleteUser').getByText(t.admin_explain_refused()));
    });

    it('are not deleted while somebody holds them, and lead to whoever does', async () => {
      const { context } = await scene.admin({ language });
      const page = await context.newPage();
      await page.goto('/admin/roles');
      await button(page, t.admin_role_delete_label({ role })).click();
      await see(page.getByText(t.admin_role_delete_used({ count: 1, amount: '1' })));
      await page.getByRole('dialog').getByRole('link').click();
      await seeAddress(page, `/admin/users?role=${role}`);
      await page.locator('table tbody tr').getByRole('link').click();
      await see(page.getByRole('heading', { name: t.admin_explain() }));
      await field(page, 'role').selectOption('member');
      await button(page, t.admin_role_change()).click();
      await see(page.locator('main header').getByText('member', { exact: true }));

      await page.getByRole('link', { name: t.nav_roles(), exact: true }).click();
      await button(page, t.admin_role_delete_label({ role })).click();
      await button(page.getByRole('dialog'), t.admin_delete()).click();
      await see(page.getByText(t.admin_role_deleted({ role })));
      await see(page.getByText(t.admin_roles_own_none()));
    });
  });
});

describe.each(['en', 'fr'] as const)('somebody who mistypes the password, in %s', (language) => {
  const scene = setScene({ LIMITS_FACTOR: '1' });
  const t = wordsOf(language);

  it('waits a little, keeps what was typed, and comes in', async () => {
    const { person } = await scene.member({ language });
    const page = await (await scene.device({ language })).context.newPage();
    await page.goto('/sign-in');
    await fill(page, { identifier: person.pseudo, password: 'not the sentence' });
    const send = button(page, t.auth_sign_in_action());
    const pauseSaid = page.getByText(t.error_RATE_LIMITED_pause());
    for (let tries = 0; tries < 10 && !(await pauseSaid.isVisible()); tries += 1) {
      const answered = page.waitForResponse('**/graphql');
      await send.click();
      await answered;
      await expect.poll(() => page.locator('form').getAttribute('aria-busy')).toBe('false');
    }
    await see(pauseSaid);
    await see(page.getByText(t.wait_over()).first());
    await expect.poll(() => send.getAttribute('aria-disabled')).toBeNull();
    expect(await field(page, 'identifier').inputValue()).toBe(person.pseudo);
    expect(await field(page, 'password').inputValue()).toBe('not the sentence');
    await fill(page, { password: person.password });
    await send.click();
    await seePage(page, t.users_profile());
  });
});

describe('somebody whose key was copied', () => {
  const scene = setScene({ REFRESH_GRACE: '1s' });

  describe.each(['en', 'fr'] as const)('in %s', (language) => {
    const t = wordsOf(language);

    it('is signed out on that device, reads why, and finds it under Security', async () => {
      const { context, person } = await scene.member({ language });
      const copied = await context.cookies();
      const page = await context.newPage();
      for (const path of ['/account', '/account/security']) {
        await page.goto(path);
        await see(page.locator('h1'));
        await pause(1_200);
      }
      const thief = await scene.device({ language });
      await thief.context.addCookies(copied);
      const elsewhere = await thief.context.newPage();
      await elsewhere.goto('/account');
      await see(elsewhere.getByText(t.auth_reused_title()));

      await page.getByRole('link', { name: t.nav_data(), exact: true }).click();
      await see(page.getByText(t.auth_reused_title()));
      await see(page.getByText(t.auth_why_reused()));
      await fill(page, { identifier: person.pseudo, password: person.password });
      await button(page, t.auth_sign_in_action()).click();
      await seeNoMore(page.getByText(t.auth_reused_title()));
      await page.goto('/account/security');
      const ended = page.getByRole('list', { name: t.sessions_replayed({ count: 1 }) });
      await expect.poll(() => ended.getByRole('listitem').count()).toBe(1);
    });
  });
});
