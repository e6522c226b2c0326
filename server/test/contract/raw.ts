import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

export type { Response };

/** The origin that CORS_ORIGINS allows in these tests, and the house's own. */
export const partner = 'https://partner.example';
export const own = 'http://localhost:4000';

export const json = { 'content-type': 'application/json' };
export const meQuery = JSON.stringify({ query: '{ me { id } }' });
export const evilSignUp = JSON.stringify({
  query:
    'mutation { register(input: { email: "evil@example.org", pseudo: "evil.twin", password: "seven quiet stones in a row" }) { confirmationSent } }',
});

/** A house with one member, opened before the tests of a file and closed after them, and raw requests to it. */
export class RawHouse {
  house!: TestHouse;
  member!: Person;

  constructor() {
    beforeAll(async () => {
      this.house = await openTestHouse({ CORS_ORIGINS: partner });
      this.member = await this.house.person();
    });
    afterAll(() => this.house.close());
  }

  readonly ask = (options: InjectOptions): Promise<Response> => this.house.app.http.inject(options);

  readonly post = (payload: string, headers: Record<string, string> = json): Promise<Response> =>
    this.ask({ method: 'POST', url: '/graphql', headers, payload });
}

/** The public facts of an answer's first error. */
export const refusalOf = (answer: Response) =>
  answer.json<{ errors: { extensions: { code: string; requestId: string } }[] }>().errors[0]?.extensions;

/** What the pages of `openWithClient` are made of. */
export const clientPage = '<!doctype html><title>The page</title><script>document.title;</script>';

/** A house with a small client: two pages, a script that never changes, and one file. */
export async function openWithClient(environment: Record<string, string> = {}): Promise<TestHouse> {
  const house = await openTestHouse(environment);
  const folder = join(house.folder, 'no-client');
  for (const inner of ['playground', join('_app', 'immutable')]) mkdirSync(join(folder, inner), { recursive: true });
  writeFileSync(join(folder, 'index.html'), clientPage);
  writeFileSync(join(folder, 'playground', 'index.html'), clientPage);
  writeFileSync(join(folder, 'robots.txt'), 'User-agent: *');
  writeFileSync(join(folder, '_app', 'immutable', 'app.js'), 'export {};');
  return house.reopen();
}
