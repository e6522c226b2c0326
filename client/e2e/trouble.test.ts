import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setScene } from './support/scene.ts';
import { address, button, see, seeNoMore, seePage } from './support/screen.ts';
import { failing } from './support/answers.ts';
import { spoken } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
const REQUEST = '0f6b2c1e-4d7a-4a51-9d0e-1f2a3b4c5d6e';

describe.each(spoken)('when something fails, in %s', (language) => {
  const t = wordsOf(language);

  async function openPeople(prepare: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await (await scene.admin({ language })).context.newPage();
    await prepare(page);
    await page.goto('/admin/users');
    await seePage(page, t.admin_people());
    return page;
  }

  async function expectRecovery(page: Page): Promise<void> {
    await page.unrouteAll();
    await button(page.getByRole('alert'), t.retry()).click();
    await see(page.locator('table tbody tr').getByRole('link', { name: 'chief' }));
    await seeNoMore(page.getByRole('alert'));
  }

  it('a list says what, with the number of the request, and tries again', async () => {
    const page = await openPeople((opened) => failing(opened, 'PeopleList'));
    const alert = page.getByRole('alert');
    await see(alert.getByText(t.error_INTERNAL()));
    await see(alert.getByText(t.request_id({ id: REQUEST })));
    await expectRecovery(page);
  });

  it('a list says that a proxy answers for a server that is down', async () => {
    const page = await openPeople((opened) =>
      opened.route('**/graphql', (route) =>
        route.request().postData()?.includes('PeopleList')
          ? route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>503</h1>' })
          : route.fallback(),
      ),
    );
    await see(page.getByRole('alert').getByText(t.error_UNAVAILABLE()));
    await expectRecovery(page);
  });

  it('the house says that the connection is gone, and that it is back', async () => {
    const { context } = await scene.admin({ language });
    const page = await context.newPage();
    await page.goto('/admin');
    await seePage(page, t.admin_overview());
    await context.setOffline(true);
    await see(page.getByRole('status').getByText(t.offline()));
    await button(page, t.admin_period_days({ count: 90 })).click();
    await see(page.getByRole('alert').getByText(t.error_NETWORK()));
    await context.setOffline(false);
    await seeNoMore(page.getByText(t.offline()));
    await button(page.getByRole('alert'), t.retry()).click();
    await see(page.getByRole('slider').first());
    expect(address(page)).toBe('/admin?days=90');
  });

  it('a page that found no server comes by itself once there is one', async () => {
    const page = await (await scene.member({ language })).context.newPage();
    await page.route('**/graphql', (route) => route.abort());
    await page.goto('/account/security');
    await seePage(page, t.failure_title());
    await see(page.getByRole('status').getByText(t.unreachable()));
    await see(button(page, t.retry()));
    await page.unrouteAll();
    await seePage(page, t.sessions_security());
    expect(address(page)).toBe('/account/security');
  });
});

describe('when the server hangs', () => {
  it('a page says so, and gives up after a while with a way to try again', async () => {
    const t = wordsOf('en');
    const { context } = await scene.admin();
    const page = await context.newPage();
    await page.goto('/account');
    await seePage(page, t.users_profile());
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('PeopleList') ? undefined : route.fallback(),
    );
    await page.getByRole('link', { name: t.nav_people(), exact: true }).click();
    await see(page.getByRole('status').getByText(t.slow_text()));
    await page.getByRole('alert').getByText(t.error_NETWORK()).waitFor({ timeout: 25_000 });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await button(page.getByRole('alert'), t.retry()).click();
    await see(page.locator('table tbody tr').getByRole('link', { name: 'chief' }));
  });
});
