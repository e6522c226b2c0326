import type { Page } from 'playwright-core';
import { answering } from './answers.ts';
import { button, field, fill, see, seePage, seeWrong } from './screen.ts';
import type { Cast, State } from './state.ts';

async function security(page: Page, { t }: Cast): Promise<void> {
  await page.goto('/account/security');
  await seePage(page, t.sessions_security());
}

const DAY_MS = 86_400_000;
const away = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const token = (id: string, name: string, more: object = {}) => ({
  __typename: 'ApiToken',
  id,
  name,
  prefix: 'socle_pat_Ab3x',
  scopes: [],
  createdAt: away(-40),
  lastUsedAt: null,
  expiresAt: null,
  ...more,
});

const tokens = [
  token('1', 'nightly build', { scopes: ['users:read', 'audit:read'], lastUsedAt: away(-0.1), expiresAt: away(60) }),
  token('2', 'inventory of the third floor', { scopes: ['users:write'], expiresAt: away(3) }),
  token('3', 'an-old-script-with-a-name-as-long-as-names-may-be-and-without-any-space-in-it', { expiresAt: away(-2) }),
];

async function withTokens(page: Page, cast: Cast): Promise<void> {
  await answering(page, 'MyApiTokens', 200, { data: { tokens } });
  await security(page, cast);
  await see(page.getByRole('list', { name: cast.t.tokens_title() }));
}

async function makeOne(page: Page, cast: Cast): Promise<void> {
  await security(page, cast);
  await button(page, cast.t.tokens_new()).click();
  await fill(page, { name: 'nightly build' });
}

/** API tokens in their states; no state makes a real one. */
export const tokensStates: readonly State[] = [
  { name: 'tokens, three', as: 'admin', open: withTokens },
  { name: 'tokens, with rights that were lost', as: 'member', open: withTokens },
  {
    name: 'tokens, making one, refused',
    as: 'admin',
    async open(page, cast) {
      await security(page, cast);
      await button(page, cast.t.tokens_new()).click();
      await field(page, 'end').selectOption('date');
      await button(page, cast.t.tokens_create()).click();
      await seeWrong(page, 'name', cast.t.field_required());
    },
  },
  {
    name: 'tokens, shown once',
    as: 'admin',
    async open(page, cast) {
      const created = {
        __typename: 'CreatedApiToken',
        secret: `socle_pat_${'Ab3-x'.repeat(9)}Ab3x`,
        apiToken: tokens[0],
      };
      await answering(page, 'CreateApiToken', 200, { data: { created } });
      await makeOne(page, cast);
      await button(page, cast.t.tokens_create()).click();
      await see(page.locator('output'));
    },
  },
  {
    name: 'tokens, revoking one',
    as: 'admin',
    async open(page, cast) {
      await withTokens(page, cast);
      await button(page, cast.t.tokens_revoke_label({ name: 'nightly build' })).click();
      await see(page.getByRole('dialog'));
    },
  },
];
