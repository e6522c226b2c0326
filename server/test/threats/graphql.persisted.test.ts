// Catalogue: G11.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held once nobody needs it any more, in bytes. */
async function held(): Promise<number> {
  await pause(50);
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function register(house: TestHouse, index: number): Promise<number> {
  const query = `query Q${index} { __typename } # ${'x'.repeat(2_000)}`;
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const { statusCode } = await house.app.http.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  });
  return statusCode;
}

it('a persisted query is not kept, however many come', async () => {
  const house = await openTestHouse({ LOG_LEVEL: 'silent' });
  const count = sized(2_000, 100_000);
  for (let index = 0; index < 500; index += 1) await register(house, index);
  const before = await held();
  for (let index = 0; index < count; index += 1) {
    expect(await register(house, index)).toBe(400);
    house.lines.length = 0;
  }
  // Kept as they are, the texts alone would be twice that.
  expect((await held()) - before).toBeLessThan(count * 1_000);
  const sha256Hash = createHash('sha256').update('query Q1 { __typename }').digest('hex');
  const search = new URLSearchParams({
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }),
  });
  expect((await house.app.http.inject(`/graphql?${search}`)).statusCode).toBe(400);
  await house.close();
});
