import type { Page } from 'playwright-core';
import { answering, failing, refusing } from './answers.ts';
import { archiveStates } from './archive-states.ts';
import { button, field, fill, see, seePage, seeWrong, signInByForm } from './screen.ts';
import { journalStates } from './journal-states.ts';
import { at, type State } from './state.ts';
import { tokensStates } from './tokens-states.ts';
import { vaultStates } from './vault-states.ts';

const signIn = at('/sign-in', (t) => t.auth_sign_in());
const signUp = at('/sign-up', (t) => t.auth_sign_up());
const account = at('/account', (t) => t.users_profile());
const security = at('/account/security', (t) => t.sessions_security());
const roles = at('/admin/roles', (t) => t.admin_roles());
const data = at('/account/data', (t) => t.users_data());

async function person(page: Page, id: string): Promise<void> {
  await page.goto(`/admin/users/${id}`);
  await see(page.locator('main section').nth(3));
}

/** Every page of the house, as visitors, members and administrators meet it. */
export const states: readonly State[] = [
  { name: 'sign-in', as: 'visitor', open: signIn },
  { name: 'sign-in, on the way', as: 'visitor', open: at('/sign-in?next=/account', (t) => t.auth_sign_in()) },
  {
    name: 'sign-in, refused',
    as: 'visitor',
    async open(page, cast) {
      await signIn(page, cast);
      await button(page, cast.t.auth_sign_in_action()).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'sign-in, throttled',
    as: 'visitor',
    async open(page, cast) {
      await refusing(page, 'SignIn', 429, { code: 'RATE_LIMITED', retryAfterS: 900 });
      await signIn(page, cast);
      await signInByForm(page, cast.t, { pseudo: 'nova', password: 'a sentence that is wrong' });
      await see(page.getByText(cast.t.error_RATE_LIMITED_pause()));
    },
  },
  {
    name: 'sign-in, suspended',
    as: 'visitor',
    async open(page, cast) {
      await refusing(page, 'SignIn', 403, { code: 'ACCOUNT_SUSPENDED' });
      await signIn(page, cast);
      await signInByForm(page, cast.t, { pseudo: 'nova', password: 'a sentence that is right' });
      await seePage(page, cast.t.auth_suspended_title());
    },
  },
  {
    name: 'sign-in, replayed',
    as: 'visitor',
    async open(page, cast) {
      await refusing(page, 'Refresh', 401, { code: 'SESSION_ENDED', reason: 'reused' });
      await page.goto('/account');
      await see(page.getByText(cast.t.auth_reused_title()));
    },
  },
  {
    name: 'server busy',
    as: 'visitor',
    async open(page, cast) {
      await refusing(page, 'Refresh', 429, { code: 'RATE_LIMITED', retryAfterS: 900 });
      await page.goto('/account');
      await seePage(page, cast.t.wait_title());
    },
  },
  {
    name: 'sign-up, refused',
    as: 'visitor',
    async open(page, cast) {
      await signUp(page, cast);
      await button(page, cast.t.auth_sign_up_action()).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'sign-up, with a suggestion',
    as: 'visitor',
    async open(page, cast) {
      await signUp(page, cast);
      await button(page, cast.t.auth_suggest()).click();
      await see(page.getByRole('meter'));
    },
  },
  { name: 'claim, used up', as: 'visitor', open: at('/claim#used', (t) => t.auth_claim_taken()) },
  { name: 'not found', as: 'visitor', open: at('/nowhere', (t) => t.not_found_title()) },
  { name: 'profile', as: 'member', open: account },
  {
    name: 'profile, saved',
    as: 'member',
    async open(page, cast) {
      await account(page, cast);
      await field(page, 'bio').fill(`Keeps bees, at ${new Date().toISOString()}.`);
      await button(page, cast.t.save()).click();
      await see(page.getByText(cast.t.users_saved()));
    },
  },
  { name: 'security', as: 'member', open: security },
  {
    name: 'security, replayed',
    as: 'member',
    async open(page, cast) {
      const [createdAt, endedAt] = [new Date(Date.now() - 86_400_000).toISOString(), new Date().toISOString()];
      const session = { deviceName: 'Firefox on Linux', ipAddress: '203.0.113.7', createdAt, endedAt };
      const replayed = ['1', '2'].map((id) => ({ __typename: 'EndedSession', id, ...session }));
      await answering(page, 'MyReplayedSessions', 200, { data: { replayed } });
      await security(page, cast);
      await see(page.getByRole('list', { name: cast.t.sessions_replayed({ count: 2 }) }));
    },
  },
  {
    name: 'security, changing the password',
    as: 'member',
    async open(page, cast) {
      await security(page, cast);
      await button(page, cast.t.auth_password_change()).click();
      await field(page, 'newPassword').fill('short');
      await button(page, cast.t.auth_password_change_action()).click();
      await see(page.getByRole('alert'));
    },
  },
  ...tokensStates,
  { name: 'data', as: 'member', open: data },
  ...vaultStates,
  ...archiveStates,
  {
    name: 'data, deleting the account',
    as: 'member',
    async open(page, cast) {
      await data(page, cast);
      await button(page, cast.t.auth_delete_open()).click();
      await button(page, cast.t.auth_delete_action()).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'palette',
    as: 'member',
    async open(page, cast) {
      await account(page, cast);
      await page.keyboard.press('Control+k');
      await see(page.getByRole('dialog', { name: cast.t.palette_title() }));
    },
  },
  {
    name: 'server away',
    as: 'member',
    async open(page, cast) {
      await page.route('**/graphql', (route) => route.abort());
      await at('/account', (t) => t.failure_title())(page, cast);
    },
  },
  { name: 'not a member’s', as: 'member', open: at('/admin', (t) => t.not_found_title()) },
  { name: 'overview', as: 'admin', open: at('/admin', (t) => t.admin_overview()) },
  { name: 'people', as: 'admin', open: at('/admin/users', (t) => t.admin_people()) },
  { name: 'people, nobody', as: 'admin', open: at('/admin/users?q=zzz', (t) => t.admin_people()) },
  {
    name: 'people, failing',
    as: 'admin',
    async open(page, cast) {
      await failing(page, 'PeopleList');
      await at('/admin/users', (t) => t.admin_people())(page, cast);
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'people, failing for a while',
    as: 'admin',
    async open(page, cast) {
      await refusing(page, 'PeopleList', 503, { code: 'UNAVAILABLE', retryAfterS: 900 });
      await at('/admin/users', (t) => t.admin_people())(page, cast);
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'people, exporting',
    as: 'admin',
    async open(page, cast) {
      await at('/admin/users', (t) => t.admin_people())(page, cast);
      await refusing(page, 'PeopleList', 503, { code: 'UNAVAILABLE', retryAfterS: 900 });
      await button(page, cast.t.admin_export_label()).click();
      await see(page.getByText(cast.t.export_waiting()));
    },
  },
  { name: 'roles', as: 'admin', open: roles },
  {
    name: 'roles, making one, refused',
    as: 'admin',
    async open(page, cast) {
      await roles(page, cast);
      await button(page, cast.t.admin_role_new()).click();
      await button(page, cast.t.admin_role_create()).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'roles, one that reaches too far',
    as: 'admin',
    async open(page, cast) {
      const requires = ['users:delete', 'roles:write'];
      await refusing(page, 'CreateRole', 403, { code: 'FORBIDDEN', requires });
      await roles(page, cast);
      await button(page, cast.t.admin_role_new()).click();
      await fill(page, { name: 'far-reaching', description: 'Everything, and more.' });
      await button(page, cast.t.admin_role_create()).click();
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'roles, deleting one',
    as: 'admin',
    async open(page, cast) {
      await roles(page, cast);
      await button(page, cast.t.admin_role_delete_label({ role: 'night-shift' })).click();
      await see(page.getByRole('dialog'));
    },
  },
  { name: 'person', as: 'admin', open: (page, { member }) => person(page, member) },
  { name: 'person, suspended', as: 'admin', open: (page, { suspended }) => person(page, suspended) },
  {
    name: 'person, giving a right until a date',
    as: 'admin',
    async open(page, { t, member }) {
      await person(page, member);
      await button(page, t.admin_grant()).click();
      await field(page, 'end').selectOption('date');
      await button(page.getByRole('dialog'), t.admin_grant()).click();
      await seeWrong(page, 'until', t.field_required());
    },
  },
  {
    name: 'person, explained',
    as: 'admin',
    async open(page, { t, suspended }) {
      await person(page, suspended);
      await page.getByText(t.admin_explain_show()).click();
      await see(page.getByRole('list', { name: t.admin_explain_changing() }));
    },
  },
  {
    name: 'person, suspending',
    as: 'admin',
    async open(page, { t, member }) {
      await person(page, member);
      await button(page, t.admin_suspend()).click();
      await button(page.getByRole('dialog'), t.admin_suspend()).click();
      await see(field(page, 'reason'));
    },
  },
  {
    name: 'person, deleting',
    as: 'admin',
    async open(page, { t, member }) {
      await person(page, member);
      await button(page, t.admin_delete()).click();
      await fill(page, { confirmation: 'some' });
    },
  },
  {
    name: 'person, proving the password',
    as: 'admin',
    async open(page, { t, member }) {
      await person(page, member);
      await field(page, 'role').selectOption('admin');
      await button(page, t.admin_role_change()).click();
      await see(page.getByRole('dialog', { name: t.auth_prove_title() }));
    },
  },
  ...journalStates,
];
