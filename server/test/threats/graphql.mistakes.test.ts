// Catalogue: G5, G7.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { insides } from './answers.js';

let house: TestHouse;
beforeAll(async () => void (house = await openTestHouse({ INTROSPECTION: 'signed-in' })));
afterAll(() => house.close());

describe('a mistake of somebody who may not introspect', () => {
  const mistakes = [
    '{ usrs { totalCount } }',
    '{ me { pseud } }',
    '{ me }',
    '{ user(i: 1) { id } }',
    '{ user { id } }',
    '{ user(id: [1]) { id { x } } }',
    'query ($a: Usr) { me { id } }',
    'query ($a: Int) { user(id: $a) { id } }',
    '{ users(order: { by: PSEUD }) { totalCount } }',
    '{ users(filter: { statu: ACTIVE }) { totalCount } }',
    '{ me { ... on Usr { id } } }',
    '{ me { ... on Session { id } } }',
    'mutation { login(input: { identifie: "x" }) { auth { accessToken } } }',
    'mutation { login { auth { accessToken } } }',
  ];
  const names =
    /\b(User|Session|LoginInput|LoginPayload|UserFilter|UserOrder|UserSort|UserConnection|PSEUDO|SUSPENDED|DateTime|EmailAddress)\b|"(ID|Int|String)!?"/;

  it.each(mistakes)('names no type that was not asked about: %s', async (text) => {
    const { status, body } = await house.visitor().send(text);
    expect(status).toBe(400);
    const own = text.match(/\w+/g) ?? [];
    const told = (body.match(new RegExp(names, 'g')) ?? []).filter(
      (word) => !own.some((asked) => asked === word.replaceAll(/\W/g, '')),
    );
    expect(told, body).toEqual([]);
    expect(body).not.toMatch(insides);
  });

  it('names none among the variables either', async () => {
    for (const variables of [{}, { f: 1 }, { f: { statu: 1 } }, { f: { status: 'X' } }]) {
      const { status, body } = await house
        .visitor()
        .send('query ($f: UserFilter!) { users(filter: $f) { totalCount } }', variables);
      expect(status).toBe(400);
      expect(body).not.toMatch(/UserStatus|UserSort|SUSPENDED|ACTIVE|did you mean/i);
    }
  });
});
