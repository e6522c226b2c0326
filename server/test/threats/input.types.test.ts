// Catalogue: I1, I10, Z7, Z8.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { expectWhole } from './answers.js';
import { goodValues, goodVariables, places, variablesWith, type Place } from './places.js';
import { notText } from './strings.js';
import { digestOf } from './tables.js';

/** Input objects that may be empty, and so cannot refuse that. */
const mayBeEmpty = [
  ...['UserOrder', 'UserFilter', 'AuditFilter', 'RefreshInput', 'UpdateProfileInput', 'UpdatePersonalDataInput'],
];

/** True where the value is of the place's type after all. */
function fits({ type }: Place, value: unknown): boolean {
  if (JSON.stringify(value) === '{}') return mayBeEmpty.includes(type);
  if (Array.isArray(value)) return false;
  const types = { Boolean: ['boolean'], ID: ['number'], Int: ['number'] }[type] ?? [];
  return (
    types.includes(typeof value) &&
    (type === 'Boolean' || (Number.isInteger(value) && (type === 'ID' || Math.abs(Number(value)) < 2 ** 31)))
  );
}

let house: TestHouse;
let admin: Person;
let other: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
  other = await house.person();
});
afterAll(() => house.close());

describe('every argument that the schema has', () => {
  it('is reached by this test', () => {
    expect(places.length).toBeGreaterThan(35);
  });

  it.each(places)('$name refuses what is of another type, before anything happens', async (place) => {
    const before = await digestOf(house);
    for (const value of notText) {
      if (fits(place, value)) continue;
      const answer = await admin.caller.send(place.text, variablesWith(place, value, goodValues(admin, other)));
      expectWhole(answer, place.name);
      expect(answer.status, `${place.name} ${JSON.stringify(value)}: ${answer.body}`).toBe(400);
      expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(answer.code);
    }
    expect(await digestOf(house)).toBe(before);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(places.filter(({ path }) => path.length === 1 && path[0] === 'input'))(
    '$name refuses keys that it does not know',
    async (place) => {
      const before = await digestOf(house);
      for (const key of ['role', 'id', 'createdAt', 'emailVerified', 'status', '$where', 'constructor', '']) {
        const answer = await admin.caller.send(place.text, {
          input: { ...(goodVariables(place, goodValues(admin, other))['input'] as object), [key]: 'admin' },
        });
        expect(answer, `${key}: ${answer.body}`).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
      }
      expect(await digestOf(house)).toBe(before);
    },
  );
});
