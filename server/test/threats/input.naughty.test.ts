// Catalogue: I1, I2, I3.
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { expectWhole } from './answers.js';
import { goodValues, schema, textual, variablesWith, type Place } from './places.js';
import { naughty } from './strings.js';
import { digestOf } from './tables.js';

/** Passwords are hashed before they are refused: fewer of the strings say as much. */
const isDear = (place: Place): boolean => /^(register|login|confirm|change|delete)/.test(place.name);

/** A share of the strings, another one for each place. */
const stringsFor = (place: Place): readonly string[] => {
  const share = sized(isDear(place) ? 48 : 12, 1);
  return naughty.filter((_value, index) => (index + textual.indexOf(place)) % share === 0);
};

let house: TestHouse;
let other: Person;
beforeAll(async () => {
  house = await openTestHouse();
  await house.person('admin');
  other = await house.person();
});
afterAll(() => house.close());

describe('every argument that takes a text', () => {
  it('is reached by this test', () => {
    expect(naughty.length).toBeGreaterThan(500);
    expect(textual.length).toBeGreaterThan(25);
    const inner = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(
        (type) => !type.name.startsWith('__') && type !== schema.getQueryType() && type !== schema.getMutationType(),
      )
      .flatMap((type) => Object.values(type.getFields()).flatMap(({ args }) => args));
    expect(inner.map(({ type }) => getNamedType(type).name)).not.toContain('String');
  });

  it.each(textual)('$name survives naughty strings, and what it refuses changes nothing', async (place) => {
    let self = await house.person('admin');
    let before = await digestOf(house);
    for (const value of stringsFor(place)) {
      const what = `${place.name} ${JSON.stringify(value).slice(0, 60)}`;
      const answer = await self.caller.send(place.text, variablesWith(place, value, goodValues(self, other)));
      expectWhole(answer, what);
      if (answer.status === 401) self = await house.person('admin');
      if (answer.status === 401 || answer.errors.length === 0) before = await digestOf(house);
      else expect(await digestOf(house), what).toBe(before);
    }
  });
});
