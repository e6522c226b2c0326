// Catalogue: I8.
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageOn, type Device } from './support/browser.ts';
import { signUp } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, see, seeNoMore, seePage } from './support/screen.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();
const HEAD = ['pseudo', 'e-mail', 'verified', 'role', 'status', 'created', 'last seen'];

beforeAll(async () => {
  const admin = await scene.admin();
  for (let group = 0; group < 35; group += 1) {
    await Promise.all([0, 1, 2].map((index) => signUp(admin, { pseudo: `crowd-${group}-${index}` })));
  }
  await signUp(admin, { pseudo: '-2.3' });
});

describe.each(['en', 'fr'] as const)('the list of people, in %s', (language) => {
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

  /** What lies on the disk after a press on the button: its name, and its lines. */
  async function save(page: Page): Promise<{ name: string; lines: string[][] }> {
    const arriving = page.waitForEvent('download');
    await button(page, t.admin_export_label()).click();
    const file = await arriving;
    const text = await readFile(await file.path(), 'utf8');
    expect(text.startsWith('\u{feff}')).toBe(true);
    return { name: file.suggestedFilename(), lines: Papa.parse<string[]>(text.slice(1), { newline: '\r\n' }).data };
  }

  it('is saved whole, in its order, with nothing that a spreadsheet would run', async () => {
    const page = await open('?sort=pseudo');
    const { name, lines } = await save(page);
    expect(name).toMatch(/^people-\d{4}-\d\d-\d\d\.csv$/);
    await see(page.getByText(t.admin_export_done({ count: 107, amount: '107' })));
    const [head, ...people] = lines.slice(0, -1);
    expect(head).toEqual(HEAD);
    expect(people).toHaveLength(107);
    const pseudos = people.map(([pseudo = '']) => pseudo);
    expect(pseudos[0]).toBe("'-2.3");
    expect(pseudos.slice(1)).toEqual(pseudos.slice(1).toSorted());
    expect(people.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('is saved as it is filtered, also from its second page', async () => {
    const page = await open('?q=crowd-1');
    await button(page, t.next()).click();
    const { lines } = await save(page);
    const pseudos = lines.slice(1, -1).map(([pseudo]) => pseudo);
    expect(pseudos).toHaveLength(33);
    expect(pseudos.every((pseudo) => pseudo?.startsWith('crowd-1'))).toBe(true);
  });

  it('is not saved where that is cancelled', async () => {
    const page = await open();
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('PeopleList')
        ? route.fulfill({ status: 503, headers: { 'retry-after': '60' }, body: 'busy' })
        : route.fallback(),
    );
    await button(page, t.admin_export_label()).click();
    await see(page.getByText(t.export_waiting()));
    await button(page, t.cancel()).click();
    await see(page.getByText(t.export_cancelled()));
    await seeNoMore(page.getByRole('progressbar'));
  });
});
