// Catalogue: G3, G7, G10.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { expectWhole } from './answers.js';
import { writeDocument } from './documents.js';

const count = sized(500, 10_000);

let house: TestHouse;
let people: Person[];
beforeAll(async () => {
  house = await openTestHouse();
  await house.person('admin');
  people = [await house.person('admin'), await house.person()];
});
afterAll(() => house.close());

/** Signed in again where an operation ended the session, or the account. */
async function present(index: number): Promise<Person> {
  const person = people[index];
  const { data } = (await person?.caller.send<{ me: { id: string } | null }>('{ me { id } }')) ?? {};
  if (person && data?.me) return person;
  return (people[index] = await house.person(index === 0 ? 'admin' : 'member'));
}

it(`${count} documents as nobody would write them are answered, all of them`, async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.nat({ max: 2 }), async (choose, who) => {
      const { text, variables } = writeDocument((max) => choose(fc.nat, { max }));
      const caller = who === 2 ? house.visitor() : (await present(who)).caller;
      const answer = await caller.send(text, variables);
      expectWhole(answer, text);
      expect(answer.body.length).toBeLessThan(1_000_000);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    }),
    { numRuns: count, seed: 20_261_121 },
  );
  expect(house.lines.filter((line) => line.includes('request.failed'))).toEqual([]);
  expect(await house.visitor().send('{ __typename }')).toMatchObject({ status: 200 });
  // A generator that only makes nonsense, or only sense, would prove nothing.
  expect(statuses.get(200)).toBeGreaterThan(count / 20);
  expect(statuses.get(400)).toBeGreaterThan(count / 20);
});
