// Catalogue: B7.
import { setTimeout as pause } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Person } from './support/people.ts';
import { setScene } from './support/scene.ts';
import { button, fill, see, seeNoMore, seePage } from './support/screen.ts';
import { spoken } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const FRESH_MS = 2_000;

describe.each(spoken)('the archive of one’s data, in %s', (language) => {
  const scene = setScene({ FRESH_FOR: `${FRESH_MS / 1_000}s` });
  const t = wordsOf(language);

  async function open(): Promise<{ page: Page; person: Person }> {
    const { context, person } = await scene.member({ language });
    const page = await context.newPage();
    await page.goto('/account/data');
    await seePage(page, t.users_data());
    return { page, person };
  }

  async function prove(page: Page, password: string): Promise<void> {
    const dialog = page.getByRole('dialog', { name: t.auth_prove_title() });
    await see(dialog);
    await fill(page, { password });
    await button(dialog, t.auth_prove_action()).click();
    await seeNoMore(dialog);
  }

  async function save(page: Page): Promise<{ name: string; bytes: Buffer }> {
    const arriving = page.waitForEvent('download');
    await button(page, t.exports_download()).click();
    const file = await arriving;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }

  it('is made after the password was proved, found again after a reload, and saved to the disk', async () => {
    const { page, person } = await open();
    await pause(FRESH_MS);
    await button(page, t.exports_request()).click();
    await prove(page, person.password);
    await page.reload();
    await see(button(page, t.exports_download()));
    const { name, bytes } = await save(page);
    expect(name).toMatch(/^socle-export-\d{4}-\d\d-\d\d\.zip$/);
    expect(bytes.subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
    for (const file of ['data/profile.json', 'index.html', 'manifest.json', 'manifest.sig'])
      expect(bytes.includes(file)).toBe(true);
    expect((await save(page)).bytes).toEqual(bytes);
  });

  it('leaves no link in the address, in the storage or in the history', async () => {
    const { page, person } = await open();
    await pause(FRESH_MS);
    await button(page, t.exports_request()).click();
    await prove(page, person.password);
    await see(button(page, t.exports_download()));
    await save(page);
    expect(new URL(page.url()).pathname).toBe('/account/data');
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain('files/');
  });
});
