import type { Page, Route } from 'playwright-core';

/** Whether a request asks for the operation of that name, and not only for one whose name begins so. */
const asksFor = (route: Route, operation: string): boolean =>
  new RegExp(`(query|mutation) ${operation}\\b`).test(route.request().postData() ?? '');

/** Makes every answer to one operation fail, as a server in trouble does. */
export const failing = (page: Page, operation: string, status = 500): Promise<unknown> =>
  page.route('**/graphql', async (route) => {
    if (!asksFor(route, operation)) return route.fallback();
    const extensions = { code: 'INTERNAL', requestId: '0f6b2c1e-4d7a-4a51-9d0e-1f2a3b4c5d6e' };
    return route.fulfill({ status, json: { errors: [{ message: 'It failed.', extensions }] } });
  });

/** Answers one operation in the place of the server. */
export const answering = (page: Page, operation: string, status: number, json: object): Promise<unknown> =>
  page.route('**/graphql', (route) => (asksFor(route, operation) ? route.fulfill({ status, json }) : route.fallback()));

/** Makes the server refuse one operation. */
export const refusing = (page: Page, operation: string, status: number, extensions: object): Promise<unknown> => {
  const requestId = '0f6b2c1e-4d7a-4a51-9d0e-1f2a3b4c5d6e';
  return answering(page, operation, status, {
    data: null,
    errors: [{ message: 'It refused.', extensions: { requestId, ...extensions } }],
  });
};
