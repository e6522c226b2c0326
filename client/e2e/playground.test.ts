import { describe, expect, it } from 'vitest';
import { barriers, manners } from './support/inspect.ts';
import { setScene } from './support/scene.ts';
import { see } from './support/screen.ts';

const scene = setScene();

// The editor is GraphiQL's own, whose tabs nest a button and whose line numbers are faint: only our part is held to it.
describe('the playground', () => {
  it.each(['light', 'dark'] as const)('keeps nobody from its head, %s', async (colorScheme) => {
    const page = await (await scene.device({ colorScheme })).context.newPage();
    await page.goto('/playground');
    await see(page.locator('.graphiql-query-editor').getByText('register').first());
    expect(await barriers(page, undefined, 'body > header')).toEqual([]);
    expect(await manners(page)).toEqual({ headings: 1, titled: true, language: 'en' });
  });

  it('fits a phone', async () => {
    const page = await (await scene.device({ viewport: { width: 390, height: 844 } })).context.newPage();
    await page.goto('/playground');
    await see(page.locator('.graphiql-query-editor').getByText('register').first());
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
