// Catalogue: G12, I2, I5.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { expectWhole } from './answers.js';
import { goodValues, textual, variablesWith } from './places.js';

/** As many marks as a body holds, in the order that takes longest to sort. */
const marks = `a${'\u0301'.repeat(15_500)}${'\u0316'.repeat(15_500)}`;

/** What bringing them into one form takes on this machine now, in milliseconds. */
function sortingMs(): number {
  const started = performance.now();
  marks.normalize('NFKC');
  return performance.now() - started;
}

let sorting: number;
let house: TestHouse;
let self: Person;
let other: Person;
beforeAll(async () => {
  sorting = Math.min(sortingMs(), sortingMs());
  house = await openTestHouse();
  self = await house.person('admin');
  other = await house.person();
});
afterAll(() => house.close());

describe('tens of thousands of combining marks', () => {
  it.each(textual)('are not sorted for $name', async (place) => {
    const askMs = async (tries: number): Promise<number> => {
      const started = performance.now();
      const answer = await self.caller.send(place.text, variablesWith(place, marks, goodValues(self, other)));
      const took = performance.now() - started;
      expectWhole(answer, place.name);
      return took < sorting / 4 || tries === 0 ? took : askMs(tries - 1);
    };
    expect(await askMs(3)).toBeLessThan(sorting / 4);
  });
});
