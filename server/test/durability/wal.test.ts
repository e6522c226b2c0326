// Catalogue: D8.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { User } from '#modules/users/index.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';

const writes = sized(800, 15_000);
/** SQLite folds the log into the file at 1 000 pages of 4 KiB; some changes may still be on their way. */
const bound = 2 * 1_000 * 4_096;

describe('the log of writes', () => {
  let house: TestHouse;
  let person: Person;
  beforeAll(async () => {
    house = await openTestHouse();
    person = await house.person();
  });
  afterAll(() => house.close());

  it(`stays small through ${writes} changes, each of them followed by a read`, { timeout: 120_000 }, async () => {
    const { change } = house.app.house.open({ requestId: newId() });
    const { reader } = house.app.database;
    const log = join(house.folder, 'main.db-wal');
    let largest = 0;
    for (let write = 0; write < writes; write += 1) {
      const bio = `${'x'.repeat(400)} ${write}`;
      await change(async ({ em }) => void (await em.nativeUpdate(User, { id: person.id }, { bio })));
      const row = await reader.one<{ bio: string }>('select bio from "user" where id = ?', [person.id]);
      if (row?.bio !== bio) throw new Error('a reader saw what was there before');
      largest = Math.max(largest, statSync(log).size);
    }
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(bound);
  });
});
