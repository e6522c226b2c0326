import { describe, expect, it } from 'vitest';
import { goodPassword } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, fill, see, seeAddress, seePage } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

describe.each(['en', 'fr'] as const)('the first start, in %s', (language) => {
  const scene = setScene();
  const t = wordsOf(language);

  it('makes whoever opens the printed address the administrator, and leaves no trace of it', async () => {
    const { context } = await scene.device({ language });
    const page = await context.newPage();
    await page.goto(scene.house.claimAddress);
    await see(page.getByText(t.auth_why_claim()));
    await seeAddress(page, '/claim');
    await page.getByRole('link', { name: t.auth_create_account(), exact: true }).click();
    await fill(page, { email: 'first@example.org', pseudo: 'first', password: goodPassword });
    await button(page, t.auth_sign_up_action()).click();
    await seePage(page, t.auth_claim_title());
    await button(page, t.auth_claim_action()).click();
    await seePage(page, t.auth_claim_done());
    await page.getByRole('link', { name: t.auth_claim_open_admin() }).click();
    await seePage(page, t.admin_overview());

    const history = await (await context.newCDPSession(page)).send('Page.getNavigationHistory');
    expect(history.entries.map(({ url }) => url).join(' ')).not.toContain('#');
  });

  it('tells the second one that somebody was quicker', async () => {
    const { context } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto(scene.house.claimAddress);
    await seePage(page, t.auth_claim_taken());
    await seeAddress(page, '/claim');
  });

  it('shows the administrator the figures of the house, in charts that a keyboard reads', async () => {
    const { context } = await scene.device({ language });
    const page = await context.newPage();
    await page.goto('/sign-in?next=/admin');
    await fill(page, { identifier: 'first', password: goodPassword });
    await button(page, t.auth_sign_in_action()).click();
    await seePage(page, t.admin_overview());
    const accounts = page.locator('dl > div').filter({ hasText: t.admin_users() }).locator('dd');
    expect(await accounts.textContent()).toBe('2');
    const chart = page.getByRole('slider', { name: t.admin_logins_chart() });
    await chart.focus();
    const today = await chart.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).not.toBe(today);
    const table = page.getByRole('table', { name: t.admin_registrations_chart() });
    await page.getByText(t.admin_chart_table()).first().click();
    await see(table);
    await button(page, t.admin_period_days({ count: 7 })).click();
    await seeAddress(page, '/admin?days=7');
    await expect.poll(() => table.locator('tbody tr').count()).toBe(7);
  });
});
