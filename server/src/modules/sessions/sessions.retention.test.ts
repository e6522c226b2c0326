// Catalogue: A11.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { ask, openDevice, readCommitted } from '#test/threats/device.js';

const dayMs = 86_400_000;
/** A session is over a week after its last use and leaves a month later. */
const longestStay = 7 + 30;

describe('the sessions of somebody who signs in every day', () => {
  let house: TestHouse;
  let person: Person;
  beforeAll(async () => {
    house = await openTestHouse();
    person = await house.person();
  });
  afterAll(() => house.close());

  const kept = (): number =>
    readCommitted<{ count: number }>(house, 'select count(*) as count from session where user_id = ?', person.id)[0]
      ?.count ?? 0;

  it('leave a month after their end, so that the table stays as it is', async () => {
    const counts: number[] = [];
    for (let day = 0; day < 3 * longestStay; day += 1) {
      house.clock.advance(dayMs);
      await openDevice(house, person.id);
      counts.push(kept());
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(longestStay + 2);
    expect(new Set(counts.slice(longestStay + 2)).size).toBe(1);
  });

  it('are not taken away while they live', async () => {
    const other = await house.person();
    const device = await openDevice(house, other.id);
    house.clock.advance(60_000);
    for (let signIns = 0; signIns < 5; signIns += 1) await openDevice(house, other.id);
    expect(await ask(house, device.accessToken)).toBe('member');
  });
});
