import type { BrowserContext, Page, Request } from 'playwright-core';

/** One renewal of the session that a tab asked for. */
export interface Refresh {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly status: number;
}

const isRefresh = (request: Request): boolean =>
  request.url().endsWith('/graphql') &&
  /^\{"(query|operationName)":"(mutation )?Refresh/.test(request.postData() ?? '');

/** Writes down every renewal that the tabs of a browser ask for. */
export function watchRefreshes(context: BrowserContext): Refresh[] {
  const seen: Refresh[] = [];
  const asked = new Map<Request, number>();
  context.on('request', (request) => {
    if (isRefresh(request)) asked.set(request, Date.now());
  });
  context.on('response', (response) => {
    const askedAt = asked.get(response.request());
    if (askedAt) seen.push({ askedAt, answeredAt: Date.now(), status: response.status() });
  });
  return seen;
}

/** Makes the tabs of a browser believe that nobody looks at them, as a machine asleep does. */
export const drowsy = `Object.defineProperty(document, 'hidden', { get: () => globalThis.asleep === true });`;

/** Puts tabs to sleep: their clocks go on, and they do nothing. */
export async function sleep(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.evaluate('globalThis.asleep = true')));
}

/** Wakes all tabs at the same instant, each by its own clock. */
export async function wake(pages: readonly Page[]): Promise<void> {
  const at = Date.now() + 400;
  const rise = `new Promise((done) => setTimeout(() => {
    globalThis.asleep = false;
    document.dispatchEvent(new Event('visibilitychange'));
    done(true);
  }, ${at} - Date.now()))`;
  await Promise.all(pages.map((page) => page.evaluate(rise)));
}
