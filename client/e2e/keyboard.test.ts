// Catalogue: B9.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setScene } from './support/scene.ts';
import { address, button, field, see, seeNoMore, seePage } from './support/screen.ts';
import { spoken } from './support/sized.ts';
import { wordsOf } from './support/words.ts';

const scene = setScene();

const hasFocus = (place: Locator): Promise<boolean> => place.evaluate((element) => element === document.activeElement);

/** Where the focus stands, in the words of whoever hears it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    return element?.name || element?.getAttribute('aria-label') || element?.textContent?.trim() || '';
  });

/** How the element with the focus shows it: an outline, or a shadow. */
const focusMark = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement ?? document.body);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });

async function tab(page: Page, times: number, key = 'Tab'): Promise<string[]> {
  const stops: string[] = [];
  for (let index = 0; index < times; index += 1) {
    await page.keyboard.press(key);
    stops.push(await focused(page));
  }
  return stops;
}

describe.each(spoken)('without a mouse, in %s', (language) => {
  const t = wordsOf(language);

  it('walks through sign-in in the order of the eye, and sees where it stands', async () => {
    const page = await (await scene.device({ language })).context.newPage();
    await page.goto('/sign-in');
    await seePage(page, t.auth_sign_in());
    expect(await tab(page, 3)).toEqual([t.skip_to_content(), t.app_name(), t.auth_create_account()]);
    expect(await tab(page, 1)).toEqual(['identifier']);
    expect(await focusMark(page)).toBe(true);
    expect(await tab(page, 3)).toEqual(['password', t.show_password(), t.auth_sign_in_action()]);
    expect(await focusMark(page)).toBe(true);
  });

  it('skips to the content', async () => {
    const page = await (await scene.member({ language })).context.newPage();
    await page.goto('/account');
    await seePage(page, t.users_profile());
    const skip = page.getByRole('link', { name: t.skip_to_content() });
    await page.keyboard.press('Tab');
    expect(await hasFocus(skip)).toBe(true);
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await tab(page, 1)).toEqual(['pseudo']);
    expect(await focusMark(page)).toBe(true);
  });

  it('signs in, and finds itself at the head of the page', async () => {
    const { person } = await scene.member({ language });
    const page = await (await scene.device({ language })).context.newPage();
    await page.goto('/sign-in?next=/account/security');
    await field(page, 'identifier').focus();
    await page.keyboard.type(person.pseudo);
    await page.keyboard.press('Tab');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    await seePage(page, t.sessions_security());
    await expect.poll(() => focused(page)).toBe(t.sessions_security());
  });

  it('goes anywhere by the palette', async () => {
    const page = await (await scene.member({ language })).context.newPage();
    await page.goto('/account');
    await seePage(page, t.users_profile());
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: t.palette_title() });
    await see(palette);
    await page.keyboard.press('Escape');
    await seeNoMore(palette);
    await page.keyboard.press('Control+k');
    await see(palette);
    await page.keyboard.type(t.nav_security().slice(0, 4));
    await page.keyboard.press('Enter');
    await seePage(page, t.sessions_security());
    await seeNoMore(palette);
    await page.keyboard.press('Control+k');
    await see(palette);
    await page.keyboard.type(t.palette_theme({ theme: t.theme_dark() }));
    await see(palette.locator('[data-selected]', { hasText: t.palette_theme({ theme: t.theme_dark() }) }));
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(address(page)).toBe('/account/security');
  });

  it('keeps the focus in a dialog, and gives it back', async () => {
    const page = await (await scene.member({ language })).context.newPage();
    await page.goto('/account/security');
    const opener = button(page, t.auth_password_change());
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t.auth_password_change_title() });
    await see(dialog);
    expect(await focused(page)).toBe('currentPassword');
    const inside = () => dialog.evaluate((element) => element.contains(document.activeElement));
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let step = 0; step < 9; step += 1) {
        await page.keyboard.press(key);
        // Past the last stop a browser offers its own bar, and comes back; the page behind stays out of reach.
        const outside = await page.evaluate(() => document.activeElement === document.body);
        expect((await inside()) || outside).toBe(true);
      }
    }
    await page.keyboard.press('Escape');
    await seeNoMore(dialog);
    expect(await hasFocus(opener)).toBe(true);
  });

  it('finds itself in the first field of the account’s last dialog', async () => {
    const page = await (await scene.member({ language })).context.newPage();
    await page.goto('/account/data');
    await button(page, t.auth_delete_open()).press('Enter');
    await expect.poll(() => focused(page)).toBe('confirmation');
  });

  it('opens and leaves the menu of a phone', async () => {
    const { context } = await scene.member({ language, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto('/account');
    const opener = page.getByRole('button', { name: t.nav_open() });
    await opener.press('Enter');
    const sheet = page.getByRole('dialog', { name: t.nav_main() });
    await see(sheet);
    await page.keyboard.press('Escape');
    await seeNoMore(sheet);
    expect(await hasFocus(opener)).toBe(true);
    await opener.press('Enter');
    await sheet.getByRole('link', { name: t.nav_data(), exact: true }).press('Enter');
    await seePage(page, t.users_data());
    await seeNoMore(sheet);
  });
});

describe('whoever wants nothing to move', () => {
  it('sees no motion', async () => {
    const page = await (await scene.member({ reducedMotion: 'reduce' })).context.newPage();
    await page.goto('/account/security');
    await button(page, wordsOf('en').auth_password_change()).click();
    const moving = await page.evaluate(() => {
      const longest = (times: string) => Math.max(...times.split(',').map((time) => parseFloat(time) * 1000));
      return [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return longest(transitionDuration) > 1 || longest(animationDuration) > 1;
        })
        .map((element) => element.outerHTML.slice(0, 90));
    });
    expect(moving).toEqual([]);
  });
});
