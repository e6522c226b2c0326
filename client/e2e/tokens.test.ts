import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, fill, see, seeNoMore, seePage, seeWrong } from './support/screen.ts';
import { spoken } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const FRESH_MS = 2_000;

describe.each(spoken)('API tokens, in %s', (language) => {
  const scene = setScene({ FRESH_FOR: `${FRESH_MS / 1_000}s` });
  const t = wordsOf(language);

  /** What a program is told that sends this, as any program sends it: no browser, no cookie. */
  async function sends(secret: string, query: string): Promise<{ status: number; data: unknown; code?: string }> {
    const response = await fetch(`${scene.house.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
    return { status: response.status, data, ...(errors?.[0] && { code: errors[0].extensions.code }) };
  }

  async function prove(page: Page, { password }: Person): Promise<void> {
    const dialog = page.getByRole('dialog', { name: t.auth_prove_title() });
    await see(dialog);
    await fill(page, { password });
    await button(dialog, t.auth_prove_action()).click();
    await seeNoMore(dialog);
  }

  it('are made after the password, copied, used by a program, and refused once revoked', async () => {
    const { context, person } = await scene.admin({ language });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto('/account/security');
    await seePage(page, t.sessions_security());
    await see(page.getByText(t.tokens_none()));
    await pause(FRESH_MS);

    await button(page, t.tokens_new()).click();
    await button(page, t.tokens_create()).click();
    await seeWrong(page, 'name', t.field_required());
    await fill(page, { name: 'nightly' });
    await page.getByRole('checkbox', { name: t.admin_scope_users_read() }).check();
    await button(page, t.tokens_create()).click();
    await prove(page, person);

    await see(page.getByText(t.tokens_created({ name: 'nightly' })));
    await button(page, t.tokens_copy()).click();
    const secret = await page.evaluate(() => navigator.clipboard.readText());
    expect(secret).toBe(await page.locator('output').innerText());
    await button(page, t.tokens_done()).click();
    await see(button(page, t.tokens_revoke_label({ name: 'nightly' })));
    expect(await page.content()).not.toContain(secret);

    expect(await sends(secret, '{ me { id scopes } }')).toEqual({
      status: 200,
      data: { me: { id: person.id, scopes: ['users:read'] } },
    });
    expect(await sends(secret, '{ verifyAudit { ok } }')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    await page.reload();
    const row = page.getByRole('list', { name: t.tokens_title() }).getByRole('listitem');
    await see(row.getByText(t.tokens_used()));

    await button(page, t.tokens_revoke_label({ name: 'nightly' })).click();
    await button(page.getByRole('dialog'), t.tokens_revoke()).click();
    await see(page.getByText(t.tokens_none()));
    expect(await sends(secret, '{ me { id } }')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });
});
