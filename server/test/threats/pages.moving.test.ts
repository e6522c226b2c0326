// Catalogue: I3, I4, I11.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { User } from '#modules/users/index.js';
import { aSignUp } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { expectWhole } from './answers.js';
import { naughty } from './strings.js';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

interface Page {
  readonly users: {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const text = `query ($first: Int, $after: String, $order: UserOrder) {
  users(first: $first, after: $after, order: $order) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
}`;

const orders = ['CREATED_AT', 'PSEUDO', 'LAST_SEEN_AT'].flatMap((by) =>
  ['ASC', 'DESC'].map((direction) => ({ by, direction })),
);

/** Newcomers as a sign-up makes them; `at` gives them all one instant, so that only the id tells them apart. */
function arrive(count: number, at?: Date): Promise<string[]> {
  const { change, services } = house.app.house.open({ requestId: 'test' });
  return change(async (unit) => {
    const made: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { email, pseudo } = aSignUp();
      const user = await services.users.create(unit, { email, pseudo, locale: 'EN', ...(at && { createdAt: at }) });
      made.push(user.id);
    }
    return made;
  });
}

describe('a list that is read page by page while people come and go', () => {
  it.each(orders)('by $by $direction skips nobody who was there, and shows nobody twice', async (order) => {
    const stay = await arrive(sized(40, 400), new Date(house.clock.now().getTime() - 60_000));
    const leaving = await arrive(sized(10, 100));
    const seen: string[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const answer: { data: Page | null } = await admin.caller.send<Page>(text, { first: 7, after, order });
      const page = answer.data?.users;
      if (!page) throw new Error('a page was refused');
      seen.push(...page.edges.map(({ node }) => node.id));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      await arrive(2);
      const gone = leaving.pop();
      if (gone) await house.app.database.orm.em.fork().nativeDelete(User, { id: gone });
    }
    expect(new Set(seen).size).toBe(seen.length);
    // The newest come first by age, so that new ones never push anybody out of a page to come.
    expect(seen).toEqual(expect.arrayContaining(stay));
    await house.app.database.orm.em.fork().nativeDelete(User, { id: { $ne: admin.id } });
  });
});

describe('a cursor', () => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const injections = [
    ["x' or 1=1 --", 'y'],
    ['x"; drop table "user"; --', 'y'],
    [1, "' or '1'='1"],
    [{ $gt: '' }, 'y'],
    [['x'], 'y'],
    [null, null],
    [1e308, 'y'],
    [-1e308, 'y'],
    ['\ud800', 'y'],
    ['\0', '\0'],
    ['x', 'y', 'z'],
    [],
    {},
    'x',
    1,
    null,
    { 0: 'x', 1: 'y', length: 2 },
  ];

  it.each(orders)('that is not of the list is refused or leads on, by $by $direction', async (order) => {
    const total = await house.app.database.orm.em.fork().count(User);
    for (const after of [...injections.map(encode), ...naughty]) {
      const answer = await admin.caller.send<Page>(text, { first: 50, after, order });
      expectWhole(answer, after);
      if (answer.errors.length > 0) expect(answer.code, after).toBe('BAD_USER_INPUT');
      expect(answer.data?.users?.edges.length ?? 0).toBeLessThanOrEqual(total);
    }
    expect(await house.app.database.orm.em.fork().count(User)).toBe(total);
  });

  it.each([0, -1, 101, 1_000_000, 2_147_483_647])('cannot be had for a page of %i', async (first) => {
    expect(await admin.caller.send(text, { first })).toMatchObject({ status: 400 });
  });
});
