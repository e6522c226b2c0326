// Catalogue: D7, I8.
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { SuspendUserDocument } from '@socle/schema/documents';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageOn, type Device } from './support/browser.ts';
import { ask, signUp, type Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, field, see, seeAddress, seeNoMore, seePage } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
let quiet: Person;

beforeAll(async () => {
  const admin = await scene.admin();
  for (let group = 0; group < 8; group += 1)
    await Promise.all([0, 1, 2].map((index) => signUp(admin, { pseudo: `crowd-${group}-${index}` })));
  quiet = await signUp(admin, { pseudo: '-2.3' });
  await ask(admin.context, SuspendUserDocument, { userId: quiet.id, reason: 'A pause.' }, admin.person.token);
});

describe.each(['en', 'fr'] as const)('the journal, in %s', (language) => {
  const t = wordsOf(language);
  let office: Device;

  beforeAll(async () => {
    office = await scene.admin({ language, stays: true });
  });

  const rows = (page: Page) => page.locator('table tbody tr');

  async function open(query = ''): Promise<Page> {
    const page = await pageOn(office);
    await page.goto(`/admin/audit${query}`);
    await seePage(page, t.audit_title());
    return page;
  }

  it('is narrowed to an event and to a person, and the address keeps both', async () => {
    const page = await open();
    await expect.poll(() => rows(page).count()).toBe(20);
    await field(page, 'type').selectOption('user.suspended');
    await seeAddress(page, '/admin/audit?type=user.suspended');
    await expect.poll(() => rows(page).count()).toBe(1);
    await see(rows(page).getByRole('link', { name: quiet.pseudo, exact: true }));
    await field(page, 'type').selectOption('');
    await seeAddress(page, '/admin/audit');
    await field(page, 'search').fill(quiet.pseudo);
    await page.keyboard.press('Enter');
    await seeAddress(page, `/admin/audit?q=${quiet.pseudo}`);
    await page.reload();
    await expect.poll(() => rows(page).count()).toBe(4);
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(20);
  });

  it('opens an entry by a link, closes it by Escape, and Back opens it again', async () => {
    const page = await open('?type=user.suspended');
    const name = t.audit_event_user_suspended();
    await rows(page).getByRole('link', { name, exact: true }).click();
    const dialog = page.getByRole('dialog', { name });
    await see(dialog.getByText(`user:${quiet.id}`));
    expect(new URL(page.url()).searchParams.get('entry')).toMatch(/^\d+$/);
    await page.keyboard.press('Escape');
    await seeNoMore(dialog);
    await seeAddress(page, '/admin/audit?type=user.suspended');
    await page.goBack();
    await see(dialog);
  });

  it('is verified on the spot', async () => {
    const page = await open();
    await button(page, t.audit_verify()).click();
    await see(page.getByRole('status').getByText(t.audit_holds(), { exact: true }));
  });

  it('is saved as it is filtered, with nothing that a spreadsheet would run, and as JSON', async () => {
    const page = await open(`?q=${quiet.pseudo}`);
    const save = async (label: string) => {
      const arriving = page.waitForEvent('download');
      await button(page, label).click();
      const file = await arriving;
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
    };
    const csv = await save(t.audit_export_csv_label());
    expect(csv.name).toMatch(/^journal-\d{4}-\d\d-\d\d\.csv$/);
    const lines = Papa.parse<string[]>(csv.text.slice(1), { newline: '\r\n' }).data.slice(1, -1);
    expect(lines).toHaveLength(4);
    expect(lines.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(lines.flat()).toContain(`'${quiet.pseudo}`);
    const json = await save(t.audit_export_json_label());
    expect(json.name).toMatch(/\.json$/);
    expect((JSON.parse(json.text) as { type: string }[]).map(({ type }) => type)).toContain('user.suspended');
  });

  it('tells a member their own part, in words', async () => {
    const device = await scene.device({ language });
    await signUp(device, { pseudo: `diary-${language}`, language });
    const page = await device.context.newPage();
    await page.goto('/account/activity');
    await seePage(page, t.audit_activity());
    const list = page.getByRole('list', { name: t.audit_activity_list() });
    await see(list.getByText(t.audit_own_user_registered(), { exact: true }));
    await see(list.getByText(t.audit_own_session_opened(), { exact: true }));
  });
});
