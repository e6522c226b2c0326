import { chromium } from 'playwright-core';
import { ensureComponents } from '#scripts/components.mjs';

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** A phone held upright. */
const screen = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Fast 3G as Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms until the first byte of each answer. */
const fast3G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const slowerBy = 4;

/** The browser of this machine, with an empty profile. */
export async function openBrowser() {
  const { path, absent } = (await ensureComponents()).chromium;
  if (absent) throw new Error(absent);
  return chromium.launch({ executablePath: path, args });
}

/** A page on a device with an empty cache. */
async function openPage(browser) {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  return Object.assign(page, { session: await context.newCDPSession(page) });
}

/** As nginx sends them, files come by gzip: the server alone would send brotli. */
async function slowDown({ session }) {
  await session.send('Network.enable');
  await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } });
  await session.send('Network.emulateNetworkConditions', fast3G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowerBy });
}

/** Runs in the page: notes the instant after the first frame that shows the form. */
const noteForm = `
  const seen = new MutationObserver(() => {
    if (!document.querySelector('form input[name="password"]')) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => (globalThis.usefulAt = performance.now())));
  });
  seen.observe(document, { childList: true, subtree: true });
`;

/** A form that only looks like one would not answer to an empty submission. */
async function requireUse(page) {
  await page.locator('form button[type="submit"]').click();
  await page.locator('input[name="password"][aria-invalid="true"]').waitFor();
}

/** Milliseconds from the start of the navigation until the sign-in form can be used, on a throttled phone. */
export async function untilUseful(browser, address) {
  const page = await openPage(browser);
  try {
    await slowDown(page);
    await page.addInitScript({ content: noteForm });
    await page.goto(`${address}/sign-in`);
    await page.waitForFunction(() => globalThis.usefulAt);
    const ms = await page.evaluate('globalThis.usefulAt');
    await requireUse(page);
    return ms;
  } finally {
    await page.context().close();
  }
}

/** The paths that a browser asks for until the sign-in page is at rest. */
export async function pathsOfFirstPage(browser, address) {
  const page = await openPage(browser);
  const paths = new Set();
  page.on('request', (request) => paths.add(new URL(request.url()).pathname));
  try {
    await page.goto(`${address}/sign-in`, { waitUntil: 'networkidle' });
    return paths;
  } finally {
    await page.context().close();
  }
}
