import { SuspendUserDocument } from '@socle/schema/documents';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageOn, type Device } from './support/browser.ts';
import { ask, setRole, signUp } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { address, button, field, see, seeAddress, seePage } from './support/screen.ts';
import { wordsOf, type Language } from './support/words.ts';

const scene = setScene();
const rows = (page: Page) => page.locator('table tbody tr');
const pseudos = (page: Page) => rows(page).getByRole('link').allTextContents();

beforeAll(async () => {
  const admin = await scene.admin();
  for (let group = 0; group < 5; group += 1) {
    await Promise.all([0, 1, 2, 3, 4].map((index) => signUp(admin, { pseudo: `crowd-${group}${index}` })));
  }
  const [quiet, second] = [await signUp(admin, { pseudo: 'quiet-one' }), await signUp(admin, { pseudo: 'second-one' })];
  await ask(admin.context, SuspendUserDocument, { userId: quiet.id, reason: 'A pause.' }, admin.person.token);
  await setRole(admin, admin.person, second.id, 'admin');
});

describe.each(['en', 'fr'] as const)('the list of people, in %s', (language: Language) => {
  const t = wordsOf(language);
  let office: Device;

  beforeAll(async () => {
    office = await scene.admin({ language, stays: true });
  });

  async function open(query = ''): Promise<Page> {
    const page = await pageOn(office);
    await page.goto(`/admin/users${query}`);
    await seePage(page, t.admin_people());
    return page;
  }

  it('searches while the person types, and keeps the words in the address', async () => {
    const page = await open();
    await field(page, 'search').fill('quiet');
    await seeAddress(page, '/admin/users?q=quiet');
    await expect.poll(() => pseudos(page)).toEqual(['quiet-one']);
    await see(rows(page).getByText(t.admin_status_SUSPENDED()));
    await page.reload();
    await expect.poll(() => pseudos(page)).toEqual(['quiet-one']);
    expect(await field(page, 'search').inputValue()).toBe('quiet');
  });

  it('filters by role and by status, and says when nobody is left', async () => {
    const page = await open();
    await field(page, 'role').selectOption('admin');
    await seeAddress(page, '/admin/users?role=admin');
    await expect.poll(async () => (await pseudos(page)).toSorted()).toEqual(['chief', 'second-one']);
    await field(page, 'status').selectOption('SUSPENDED');
    await seeAddress(page, '/admin/users?role=admin&status=SUSPENDED');
    await see(page.getByText(t.admin_nobody(), { exact: true }));
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.goForward();
    await button(page, t.admin_clear()).click();
    await seeAddress(page, '/admin/users');
    await expect.poll(() => rows(page).count()).toBe(20);
  });

  it('sorts both ways', async () => {
    const page = await open();
    const header = page.getByRole('columnheader', { name: t.admin_pseudo() });
    await header.getByRole('button').click();
    await seeAddress(page, '/admin/users?sort=pseudo');
    await expect.poll(async () => (await pseudos(page))[0]).toBe('chief');
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await header.getByRole('button').click();
    await seeAddress(page, '/admin/users?sort=-pseudo');
    await expect.poll(async () => (await pseudos(page))[0]).toBe('second-one');
    expect(await header.getAttribute('aria-sort')).toBe('descending');
  });

  it('turns pages; Back, a reload and a link restore the place', async () => {
    const page = await open('?sort=pseudo');
    await expect.poll(() => rows(page).count()).toBe(20);
    const first = await pseudos(page);
    await see(page.getByText(t.list_range({ from: '1', to: '20', total: '28' })));
    await button(page, t.next()).click();
    await see(page.getByText(t.list_range({ from: '21', to: '28', total: '28' })));
    const second = await pseudos(page);
    expect(second.filter((pseudo) => first.includes(pseudo))).toEqual([]);
    await page.reload();
    await expect.poll(() => pseudos(page)).toEqual(second);
    const link = address(page);
    await page.goBack();
    await expect.poll(() => pseudos(page)).toEqual(first);
    await page.goto(link);
    await expect.poll(() => pseudos(page)).toEqual(second);
    await button(page, t.previous()).click();
    await expect.poll(() => pseudos(page)).toEqual(first);
    expect(await button(page, t.previous()).isDisabled()).toBe(true);
  });

  it('opens a person, and comes back to the list as it was', async () => {
    const page = await open('?q=crowd-1');
    await page.getByRole('link', { name: 'crowd-11', exact: true }).click();
    await seePage(page, 'crowd-11');
    await see(page.getByText('crowd-11@example.org'));
    await page.goBack();
    await seeAddress(page, '/admin/users?q=crowd-1');
    await expect.poll(() => rows(page).count()).toBe(5);
  });
});
