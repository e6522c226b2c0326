import { mkdirSync } from 'node:fs';
import { ensureBuilt } from './lib/builds.mjs';
import { ensureComponents } from './lib/components.mjs';
import { withDemoHouse } from './lib/demo-house.mjs';
import { inHouse } from './lib/house.mjs';
import { ensureInstalled } from './lib/installed.mjs';
import { command, say } from './lib/tell.mjs';

const folder = ['ops', 'handbook', 'images'];
const viewport = { width: 1280, height: 900 };

async function take(page, name, theme) {
  await page.waitForLoadState('networkidle');
  await page.locator('h1').first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => true)');
  const file = `${name}-${theme}.png`;
  await page.screenshot({ path: inHouse(...folder, file), animations: 'disabled', caret: 'hide' });
  say(`${folder.join('/')}/${file}`);
}

async function walk(page, theme, { address, administrator, password }) {
  await page.goto(`${address}/sign-in`);
  await take(page, 'sign-in', theme);
  await page.locator('input[name="identifier"]').fill(administrator);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.goto(`${address}/account/security`);
  await take(page, 'security', theme);
  await page.goto(`${address}/admin/users`);
  await page.locator('table tbody tr').first().waitFor();
  await take(page, 'people', theme);
  await page.goto(`${address}/admin/roles`);
  await page.locator('main section').nth(1).waitFor();
  await take(page, 'roles', theme);
}

/** The pictures of the documentation, taken of the real thing. */
await command(async () => {
  await ensureInstalled();
  const { chromium: found } = await ensureComponents();
  if (found.absent) throw new Error(found.absent);
  await ensureBuilt(['server', 'client']);
  mkdirSync(inHouse(...folder), { recursive: true });
  const { chromium } = await import('playwright-core');
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: found.path, args });
  try {
    await withDemoHouse(async (house) => {
      for (const theme of ['light', 'dark']) {
        const context = await browser.newContext({
          viewport,
          colorScheme: theme,
          locale: 'en-GB',
          reducedMotion: 'reduce',
        });
        await walk(await context.newPage(), theme, house);
        await context.close();
      }
    });
  } finally {
    await browser.close();
  }
});
