// Catalogue: S5, B10.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientPage, openWithClient } from '#test/contract/raw.js';
import type { TestHouse } from '#test/house.js';
import { fileLikePaths } from './paths.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openWithClient();
  const folder = join(house.folder, 'no-client');
  // What may lie hidden in a folder is served as little as what is not there.
  mkdirSync(join(folder, '.git'));
  for (const file of ['.env', join('.git', 'config')]) writeFileSync(join(folder, file), 'planted');
});
afterAll(() => house.close());

it('the addresses are many', () => expect(new Set(fileLikePaths).size).toBeGreaterThan(150));

it.each(fileLikePaths)('%s is not there, and no page stands in for it', async (url) => {
  for (const headers of [{}, { accept: 'text/html', 'sec-fetch-mode': 'navigate' }]) {
    const answer = await house.app.http.inject({ url, headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.body).not.toContain('planted');
    expect(answer.body).not.toContain(clientPage);
  }
});
