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

let visitors = 0;
/** Somebody else each time: a name may be guessed at five times. */
const nextVisitor = () => ({ identifier: `nobody-${visitors++}`, password: 'a sentence that is wrong' });

/** Runs in the page: tells of the instant after the first frame in which the fields can be seen and typed into, and where. */
const tellOfForm = `
  const names = ['identifier', 'password'];
  const centreOf = (name) => {
    const field = document.querySelector('form input[name="' + name + '"]:enabled:read-write');
    const { x, y, width, height } = field?.getBoundingClientRect() ?? {};
    const centre = [x + width / 2, y + height / 2];
    return field && document.elementFromPoint(...centre) === field ? [[name, centre]] : [];
  };
  const afterFrame = (act) => requestAnimationFrame(() => setTimeout(act));
  const look = () => {
    const at = performance.now();
    const fields = names.flatMap(centreOf);
    if (fields.length === names.length) console.debug('useful ' + JSON.stringify({ at, fields }));
    else afterFrame(look);
  };
  const seen = new MutationObserver(() => {
    if (!document.querySelector('form input[name="password"]')) return;
    seen.disconnect();
    afterFrame(look);
  });
  seen.observe(document, { childList: true, subtree: true });
`;

/** Opens the page and waits for what it tells: asking it would take a slow phone a tenth of a second. */
async function openForm(page, address) {
  await page.addInitScript({ content: tellOfForm });
  const told = page.waitForEvent('console', (message) => message.text().startsWith('useful '));
  await page.goto(address, { waitUntil: 'commit' });
  return JSON.parse((await told).text().slice('useful '.length));
}

/** Signs in as a person does who waits for nothing: a touch, key by key, and Enter. */
async function signIn(page, fields, typed) {
  for (const [name, centre] of fields) {
    await page.touchscreen.tap(...centre);
    await page.keyboard.type(typed[name]);
  }
  await page.keyboard.press('Enter');
}

/** A form that only looks like one would lose what was typed, lead elsewhere or never answer. */
async function requireAnswer(page, address, typed) {
  await page.locator('input[name="password"][aria-invalid="true"]').waitFor();
  for (const [name, text] of Object.entries(typed)) {
    const left = await page.locator(`input[name="${name}"]`).inputValue();
    if (left !== text) throw new Error(`“${text}” was typed, and “${left}” is left of it`);
  }
  const documents = await page.evaluate('history.length');
  if (page.url() !== address || documents !== 2) throw new Error(`the form led to ${page.url()}`);
}

/** Milliseconds from the start of the navigation until the sign-in form can be used, on a throttled phone. */
export async function untilUseful(browser, origin) {
  const page = await openPage(browser);
  const address = `${origin}/sign-in`;
  try {
    await slowDown(page);
    const { at, fields } = await openForm(page, address);
    const typed = nextVisitor();
    await signIn(page, fields, typed);
    await requireAnswer(page, address, typed);
    return at;
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
