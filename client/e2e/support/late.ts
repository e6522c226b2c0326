import type { Page } from 'playwright-core';

/** Holds everything back that a page asks for, as a slow network does; answers how to let it through. */
export async function holdBack(page: Page): Promise<() => void> {
  const { promise: through, resolve: release } = Promise.withResolvers<void>();
  await page.route(
    (url) => url.pathname.startsWith('/_app/'),
    async (route) => {
      await through;
      await route.continue().catch(() => undefined);
    },
  );
  return release;
}

/** Opens a page of which no more than itself has arrived. */
export async function openEarly(page: Page, path: string): Promise<() => void> {
  const release = await holdBack(page);
  await page.goto(path, { waitUntil: 'commit' });
  return release;
}

/** Waits until the application has taken the page over. */
export const seeTakenOver = (page: Page): Promise<void> => page.locator('#boot').waitFor({ state: 'detached' });

/** Everything that the address bar showed, and every address that was asked for. */
export function watchAddresses(page: Page): string[] {
  const seen: string[] = [];
  page.on('framenavigated', (frame) => seen.push(frame.url()));
  page.on('request', (request) => seen.push(request.url()));
  return seen;
}

/** Counts how much of the page moves, from the next navigation on. */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(`globalThis.shifted = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifted += value; })
      .observe({ type: 'layout-shift', buffered: true });`);
  return () => page.evaluate('new Promise((done) => setTimeout(() => done(globalThis.shifted), 500))');
}
