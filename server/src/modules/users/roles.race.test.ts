// Catalogue: T3; promise M2: rights that change while others use, give or take them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { readCommitted } from '#test/threats/device.js';
import { grant, makeRole } from '#test/threats/powers.js';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

/** How somebody is refused where users:read is asked for; null where they are let in. */
const entersAs = async ({ caller }: Person): Promise<string | null> => (await caller.send('{ roles { name } }')).code;

describe('rights that change while requests are under way', () => {
  it('are never remembered as they were before', async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = await house.person();
      await grant(house, person, ['users:read']);
      const asking = Array.from({ length: 5 }, () => entersAs(person));
      await Promise.all([acts.revoke(admin, person, 'users:read'), ...asking]);
      expect(await entersAs(person)).toBe('FORBIDDEN');
    }
  });

  it('of a role deleted and given at once leave nobody with a role that is gone', async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = await house.person();
      const role = await makeRole(house, 'users:read');
      const [given, deleted] = await Promise.all([acts.setRole(admin, person, role), acts.deleteRole(admin, role)]);
      expect([given.code, deleted.code].filter((code) => code === null)).toHaveLength(1);
      expect(await entersAs(person)).toBe(given.code ? 'FORBIDDEN' : null);
    }
  });

  it('of one name created ten times at once make one role', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => acts.createRole(admin, 'once-only', [])));
    expect(answers.map(({ code }) => code).toSorted()).toEqual([...Array<string>(9).fill('CONFLICT'), null]);
  });

  it('by ten grants of one scope at once leave one', async () => {
    const person = await house.person();
    await Promise.all(Array.from({ length: 10 }, () => acts.grant(admin, person, 'users:read')));
    expect(readCommitted(house, 'select 1 from scope_grant where user_id = ?', person.id)).toHaveLength(1);
  });
});
