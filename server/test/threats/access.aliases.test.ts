// Catalogue: Z2: a rule is asked for each object, in whichever order two of them come.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { openDevice, sessionIdOf } from './device.js';
import { empower } from './powers.js';

const privately = 'id email suspensionReason grants { scope }';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

describe('two aliases in one operation', () => {
  it.each([
    ['mine first', (mine: string, theirs: string) => `a: ${mine} b: ${theirs}`],
    ['theirs first', (mine: string, theirs: string) => `b: ${theirs} a: ${mine}`],
  ])('are judged one by one, %s', async (_name, order) => {
    const [person, other] = await Promise.all([house.person(), house.person()]);
    const [mine, theirs] = await Promise.all([openDevice(house, person.id), openDevice(house, other.id)]);
    const field = (id: string): string => `revokeSession(id: "${id}")`;
    const ended = await person.caller.send(
      `mutation { ${order(field(sessionIdOf(mine)), field(sessionIdOf(theirs)))} }`,
    );
    expect(ended.errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    const living = await other.caller.send('{ mySessions { id } }');
    expect(living.data?.['mySessions']).toHaveLength(2);
  });

  it.each([
    ['own first', (own: string, other: string) => `a: ${own} b: ${other}`],
    ['other first', (own: string, other: string) => `b: ${other} a: ${own}`],
  ])('show what is private of oneself alone, %s', async (_name, order) => {
    const clerk = await house.person();
    await empower(house, clerk, 'users:write');
    const target = await house.person();
    const field = (id: string): string => `reinstateUser(userId: "${id}") { ${privately} }`;
    const { data, errors } = await clerk.caller.send(`mutation { ${order(field(clerk.id), field(target.id))} }`);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      a: { id: clerk.id, email: clerk.email, suspensionReason: null, grants: [] },
      b: { id: target.id, email: null, suspensionReason: null, grants: null },
    });
  });

  it.each(['a: me { id } b: roles { name }', 'b: roles { name } a: me { id }'])(
    'one of which is refused do not open the other: { %s }',
    async (selections) => {
      const { caller } = await house.person();
      const { body, errors } = await caller.send(`{ ${selections} }`);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
      expect(body).not.toContain('"admin"');
    },
  );
});
