// ASVS 16.3.2: what somebody was refused is remembered, and nobody fills the journal with it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { readCommitted } from '#test/threats/device.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1' });
});
afterAll(() => house.close());

const suspendText = 'mutation ($id: ID!) { suspendUser(userId: $id, reason: "x") { id } }';

const refused = async ({ caller }: Person, times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1)
    expect(await caller.send('{ roles { name } }')).toMatchObject({ code: 'FORBIDDEN' });
};

/** What was remembered of refusals to this person, who is the actor and the subject of each. */
function denialsOf({ id }: Person): unknown[] {
  const sql = `select facts from recorded_event where type = 'access.denied' and actor_id = ? and subject = ? order by seq`;
  const rows = readCommitted<{ facts: string }>(house, sql, id, `user:${id}`);
  return rows.map(({ facts }): unknown => JSON.parse(facts));
}

describe('somebody who may not do what they ask for', () => {
  it('is remembered, with the field and what was missing', async () => {
    const person = await house.person();
    await refused(person, 1);
    expect(await person.caller.send(suspendText, { id: person.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(denialsOf(person)).toEqual([
      { field: 'roles', requires: 'users:read' },
      { field: 'suspendUser', requires: 'users:write' },
    ]);
  });

  it('is remembered ten times a minute, and refused all the same beyond that', async () => {
    const [busy, other] = [await house.person(), await house.person()];
    await refused(busy, 15);
    await refused(other, 1);
    expect(denialsOf(busy)).toHaveLength(10);
    expect(denialsOf(other)).toHaveLength(1);
  });

  it('is not remembered for what was refused for another reason', async () => {
    const person = await house.person();
    expect(await person.caller.send('{ nothing }')).toMatchObject({ status: 400 });
    expect(await house.visitor().send('{ roles { name } }')).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(denialsOf(person)).toEqual([]);
  });
});
