// Catalogue: G1, G3.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';
import type { Caller } from '#test/caller.js';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nested = (depth: number): string => `${'a { '.repeat(depth - 1)}a${' }'.repeat(depth - 1)}`;
const people = (index: number): string => `a${index}: users(first: 100) { edges { node { grants { scope } } } }`;
const login = 'login(input: { identifier: "x", password: "y" }) { auth { accessToken } }';

const credentialFields = [
  login,
  'register(input: { email: "a@b.example", pseudo: "abc", password: "y" }) { confirmationSent }',
  'refresh { accessToken }',
  'confirmPassword(password: "y") { accessToken }',
  'changePassword(input: { currentPassword: "x", newPassword: "y" }) { accessToken }',
  'deleteAccount(input: { password: "x", confirmation: "y" })',
  'claimInstance(token: "x") { id }',
];

type Who = 'visitor' | 'member' | 'admin';

/** What is too much, for whom, and which limit says so. */
const tooMuch: readonly { readonly name: string; readonly limit: string; readonly text: string; readonly who?: Who }[] =
  [
    { name: 'nine levels', limit: 'depth', text: `{ ${nested(9)} }` },
    {
      name: 'nine levels by fragments',
      limit: 'depth',
      text: `{ ...f } fragment f on Query { a { a { a { ...g } } } } fragment g on User { ${nested(6)} }`,
    },
    { name: 'eleven aliases', limit: 'aliases', text: `{ me { ${times(11, (index) => `a${index}: id`)} } }` },
    {
      name: 'aliases behind fragments',
      limit: 'aliases',
      text: `{ a: me { ...f } b: me { ...f } } fragment f on User { ${times(6, (index) => `a${index}: id`)} }`,
    },
    {
      name: 'twenty-one directives',
      limit: 'directives',
      text: `{ me { id ${times(21, () => '@include(if: true)')} } }`,
    },
    { name: 'six root fields', limit: 'rootFields', text: `{ ${times(6, () => 'me { id }')} }` },
    {
      name: 'six root fields by fragments',
      limit: 'rootFields',
      text: '{ ...f ...f ...f } fragment f on Query { me { id } instance { version } }',
    },
    { name: 'a list of lists', limit: 'cost', text: `{ ${times(1, people)} }`, who: 'visitor' },
    { name: 'a list of lists', limit: 'cost', text: `{ ${times(1, people)} }`, who: 'member' },
    { name: 'five lists of lists', limit: 'cost', text: `{ ${times(5, people)} }`, who: 'admin' },
    ...credentialFields.map((field) => ({
      name: `${field.split('(')[0]} twice`,
      limit: 'credentials',
      text: `mutation { a: ${field} b: ${field} }`,
    })),
    { name: 'two of them', limit: 'credentials', text: `mutation { ${login} refresh { accessToken } }` },
    {
      name: 'one and another behind a fragment',
      limit: 'credentials',
      text: `mutation { ${login} ...f } fragment f on Mutation { b: ${login} }`,
    },
    {
      name: 'one behind a fragment that comes twice',
      limit: 'credentials',
      text: `mutation { ... { ...f } ... on Mutation { b: ${login} } } fragment f on Mutation { a: ${login} }`,
    },
    {
      name: 'one that is left out by a directive, beside another',
      limit: 'credentials',
      text: `mutation { a: ${login} b: login(input: { identifier: "x", password: "z" }) @skip(if: true) { auth { accessToken } } }`,
    },
  ];

let house: TestHouse;
let callers: Record<Who, Caller>;
beforeAll(async () => {
  house = await openTestHouse();
  const [member, admin] = [await house.person(), await house.person('admin')];
  callers = { visitor: house.visitor(), member: member.caller, admin: admin.caller };
});
afterAll(() => house.close());

describe('a document that asks for too much', () => {
  it.each(tooMuch)('is refused before anything happens: $name ($limit)', async ({ text, limit, who = 'admin' }) => {
    const events = await house.eventsOf(async () => {
      const answer = await callers[who].send(text);
      expect(answer, answer.body).toMatchObject({ status: 400, code: 'OPERATION_TOO_COSTLY', data: null });
      expect(answer.errors[0]?.extensions).toMatchObject({ limit });
    });
    expect(events).toEqual([]);
  });

  it.each(tooMuch.filter(({ limit, text }) => limit !== 'cost' && !text.startsWith('mutation')))(
    'is refused by GET too: $name',
    async ({ text, limit }) => {
      // Apollo reads what Fastify leaves as it is: half a character, and names that are written in percents.
      for (const spelling of ['query=', 'query=%23%ff%0A', '%71uery=', '&&query=', 'x=%ff&query=']) {
        const answer = await house.app.http.inject(`/graphql?${spelling}${encodeURIComponent(text)}`);
        expect(answer.statusCode, spelling).toBe(400);
        expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_TOO_COSTLY', limit } }] });
      }
    },
  );
});

describe('a document that asks for all that it may', () => {
  it.each([
    ['ten aliases', `{ me { ${times(10, (index) => `a${index}: id`)} } }`, 'member'],
    ['five directives', `{ ${times(5, (index) => `a${index}: me @include(if: true) { id }`)} }`, 'member'],
    [
      'five root fields',
      '{ me { id } instance { version } roles { name } scopes { name } mySessions { id } }',
      'admin',
    ],
    ['four lists of lists', `{ ${times(4, people)} }`, 'admin'],
    [
      'one credential',
      `mutation { logoutEverywhere(keepCurrent: true) confirmPassword(password: "seven quiet stones in a row") { accessToken } }`,
      'member',
    ],
  ] as const)('is answered: %s', async (_name, text, who) => {
    const answer = await callers[who].send(text);
    expect(answer, answer.body).toMatchObject({ status: 200, errors: [] });
  });
});
