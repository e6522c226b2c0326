// Promise M4: an archive of a long life is read and written in passing.
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newestLink } from '#platform/journal/rows.js';
import { makeArchive } from '#test/archive.js';
import { manyEvents } from '#test/events.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

const MiB = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is in use, and not only not collected yet. */
function live(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The most that was in use at any time during `work`, beyond what was there before; looking takes a fifth of the time. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const before = live();
  const seen: number[] = [];
  let pauseMs = 20;
  const done = work().finally(() => (pauseMs = 0));
  while (pauseMs > 0) {
    await pause(pauseMs);
    const start = performance.now();
    seen.push(live() - before);
    if (pauseMs > 0) pauseMs = 4 * (performance.now() - start);
  }
  await done;
  return Math.max(...seen);
}

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await makeArchive(house, await house.person());
});
afterAll(() => house.close());

async function someoneWho(did: number): Promise<Person> {
  const person = await house.person();
  const { chain, database } = house.app;
  const newest = await newestLink(database.reader);
  database.load(manyEvents({ personId: person.id, chain, newest }, did, house.clock.now()));
  return person;
}

/** A page of rows, and what passes through the ZIP: nothing that grows. As text, the longest of these lives is 9 MiB. */
const budget = 3 * MiB;

it.each([2_000, 6_000, 18_000])('of %d events, it takes no more memory than any other', async (many) => {
  const person = await someoneWho(many);
  const peak = await peakOf(() => makeArchive(house, person));
  expect(peak).toBeLessThan(budget);
});
