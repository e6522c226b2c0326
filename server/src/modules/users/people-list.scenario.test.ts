// Catalogue: I3, I4, I11.
import { PeopleListDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { encodeCursor } from '#kernel/page.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aboutFields, operation, scenario, scenarios } from '#test/scenario.js';
import { User } from './index.js';

type Variables = Parameters<
  typeof PeopleListDocument extends { __types?: (variables: infer V) => unknown } ? (variables: V) => void : never
>[0];

const orders = (['CREATED_AT', 'LAST_SEEN_AT', 'PSEUDO'] as const).flatMap((by) =>
  (['ASC', 'DESC'] as const).map((direction) => ({ by, direction })),
);
const many = 45;

describe('users, in pages', () => {
  let house: TestHouse;
  let admin: Person;

  beforeAll(async () => {
    house = await openTestHouse();
    admin = await house.person('admin');
    for (let made = 1; made < many; made += 1) await house.person();
    await shareInstants();
  });
  afterAll(() => house.close());

  /** Several people of one instant, so that the order needs its tie-break. */
  async function shareInstants(): Promise<void> {
    const { change } = house.app.house.open({ requestId: newId() });
    await change(async ({ em, now }) => {
      const people = await em.findAll(User, { orderBy: { id: 'asc' } });
      people.forEach((user, index) => {
        user.createdAt = new Date(now.getTime() - Math.floor(index / 7) * 1_000);
        user.lastSeenAt = new Date(now.getTime() - (index % 4) * 1_000);
      });
    });
  }

  const page = (variables: Variables): Promise<Answer<{ users: Page }>> =>
    admin.caller.run(PeopleListDocument, variables) as never;

  interface Page {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: { node: { id: string; pseudo: string; createdAt: string; lastSeenAt: string } }[];
  }

  async function walk(
    variables: Variables,
    between: () => Promise<unknown> = async () => undefined,
  ): Promise<Page['edges'][number]['node'][]> {
    const found: Page['edges'][number]['node'][] = [];
    let after: string | null = null;
    do {
      const { data } = await page({ ...variables, after });
      if (!data) throw new Error('a page is missing');
      found.push(...data.users.edges.map(({ node }) => node));
      after = data.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
      if (after) await between();
    } while (after);
    return found;
  }

  const sortKey = { CREATED_AT: 'createdAt', LAST_SEEN_AT: 'lastSeenAt', PSEUDO: 'pseudo' } as const;

  it.each(orders)('$by $direction: everybody once, in order', async (order) => {
    const people = await walk({ first: 8, order });
    expect(people).toHaveLength(many);
    expect(new Set(people.map(({ id }) => id)).size).toBe(many);
    const keys = people.map((person) => `${person[sortKey[order.by]]}`);
    const sorted = keys.toSorted();
    expect(keys).toEqual(order.direction === 'ASC' ? sorted : sorted.toReversed());
  });

  it.each(orders.filter(({ by }) => by !== 'LAST_SEEN_AT'))(
    '$by $direction: nobody is lost or doubled while others sign up',
    async (order) => {
      const before = await walk({ first: 100, order });
      const during = await walk({ first: 11, order }, () => house.person());
      const ids = during.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const known = new Set(before.map(({ id }) => id));
      expect(ids.filter((id) => known.has(id))).toEqual(before.map(({ id }) => id));
    },
  );

  it('says how many there are and where a page stands', async () => {
    const text = `query ($after: String) { users(first: 2, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor } } }`;
    interface Info {
      users: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
        edges: { cursor: string }[];
      };
    }
    const first = (await admin.caller.send<Info>(text)).data?.users;
    const second = (await admin.caller.send<Info>(text, { after: first?.pageInfo.endCursor })).data?.users;
    expect(first?.totalCount).toBe((await walk({ first: 100 })).length);
    expect(second?.totalCount).toBe(first?.totalCount);
    expect([first?.pageInfo.hasPreviousPage, second?.pageInfo.hasPreviousPage]).toEqual([false, true]);
    expect(first?.edges.map(({ cursor }) => cursor)).toEqual([first?.pageInfo.startCursor, first?.pageInfo.endCursor]);
  });

  it('an empty page has no cursors', async () => {
    const { data } = await page({ first: 5, filter: { search: 'nobody-has-this' } });
    expect(data?.users).toEqual({ totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });
});

describe('users, searched', () => {
  let house: TestHouse;
  let admin: Person;
  const pseudos = ['amelie.durand', 'Ben_Durand-Petit', 'durandal', 'jean_durand', 'x_a', 'xya', 'Zoé.Müller'];

  beforeAll(async () => {
    house = await openTestHouse();
    admin = await house.person('admin');
    const { change, services } = house.app.house.open({ requestId: newId() });
    for (const [index, pseudo] of pseudos.entries())
      await change((unit) => services.users.create(unit, { pseudo, email: `Found${index}@example.org`, locale: 'EN' }));
    await change(async ({ em }) => void (await em.nativeUpdate(User, { pseudo: 'durandal' }, { status: 'SUSPENDED' })));
  });
  afterAll(() => house.close());

  async function search(filter: Variables['filter']): Promise<string[]> {
    const { data } = await admin.caller.run(PeopleListDocument, {
      first: 100,
      filter,
      order: { by: 'PSEUDO', direction: 'ASC' },
    });
    expect(data?.users.totalCount).toBe(data?.users.edges.length);
    return data?.users.edges.map(({ node }) => node.pseudo) ?? [];
  }

  it.each([
    ['the start of any word', 'dur', ['amelie.durand', 'Ben_Durand-Petit', 'durandal', 'jean_durand']],
    ['whatever its case', 'DURAND', ['amelie.durand', 'Ben_Durand-Petit', 'durandal', 'jean_durand']],
    ['no middle of a word', 'urand', []],
    ['several words as one writes them', 'amelie.dur', ['amelie.durand']],
    ['an accent in either Unicode form', 'zoe\u0301', ['Zoé.Müller']],
    ["'_' as itself", 'x_', ['x_a']],
    ["'%' as itself", '%', []],
    ['a backslash as itself', '\\', []],
    ['spaces around it left out', '  durandal ', ['durandal']],
    ['a whole address', 'found0@EXAMPLE.org', ['amelie.durand']],
    ['no part of an address', 'found0@', []],
    ['nothing that SQL would read', "' or 1=1 --", []],
  ])('finds by %s', async (_what, text, found) => {
    expect(await search({ search: text })).toEqual(found);
  });

  it('filters by role, by status, and by all at once', async () => {
    expect(await search({ role: 'admin' })).toEqual([admin.pseudo]);
    expect(await search({ role: 'none-such' })).toEqual([]);
    expect(await search({ status: 'SUSPENDED' })).toEqual(['durandal']);
    expect(await search({ status: 'ACTIVE', role: 'member', search: 'dur' })).toEqual([
      'amelie.durand',
      'Ben_Durand-Petit',
      'jean_durand',
    ]);
  });

  it('a blank search is none', async () => {
    expect(await search({ search: '   ' })).toHaveLength(pseudos.length + 1);
  });
});

const foreign = [
  'not a cursor',
  '',
  encodeCursor({ value: 'a pseudo', id: 'x' }),
  Buffer.from('{"value":1}').toString('base64url'),
  Buffer.from('[1,2,3]').toString('base64url'),
  Buffer.from('[1,2]').toString('base64url'),
].filter(Boolean);

const outOfRange = [0, -1, 101, 2_147_483_647];
const filterDocument = operation<object>('query ($filter: UserFilter) { users(filter: $filter) { totalCount } }');

scenarios('users, refused', [
  scenario({
    name: 'a visitor sees no list',
    as: 'visitor',
    operation: PeopleListDocument,
    variables: { first: 5 },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'a member sees no list',
    as: 'member',
    operation: PeopleListDocument,
    variables: { first: 5 },
    code: 'FORBIDDEN',
    status: 403,
    expect: ({ errors, data }) => {
      expect(errors[0]?.extensions.requires).toEqual(['users:read']);
      expect(data).toBeNull();
    },
    events: ['access.denied'],
  }),
  ...outOfRange.map((first) =>
    scenario({
      name: `a page of ${first} is refused`,
      as: 'admin',
      operation: PeopleListDocument,
      variables: { first },
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('first:out_of_range'),
      events: [],
    }),
  ),
  ...foreign.map((after, index) =>
    scenario({
      name: `a cursor of another list is refused (${index + 1})`,
      as: 'admin',
      operation: PeopleListDocument,
      variables: { first: 5, after },
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('after:invalid_format'),
      events: [],
    }),
  ),
  scenario({
    name: 'an over-long search is refused',
    as: 'admin',
    operation: filterDocument,
    variables: { filter: { search: 's'.repeat(255) } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('search:too_long'),
    events: [],
  }),
  scenario({
    name: 'a status that there is not is refused',
    as: 'admin',
    operation: filterDocument,
    variables: { filter: { status: 'SLEEPING' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('status:invalid_type'),
    events: [],
  }),
]);
