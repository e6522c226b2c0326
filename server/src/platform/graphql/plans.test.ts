// What is compiled answers as what is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema, parse } from 'graphql';
import { compileQuery, type CompiledQuery } from 'graphql-jit';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse();
  person = await house.person();
});
afterAll(() => house.close());

type Headers = Record<string, string>;

async function post(body: unknown, headers: Headers = {}) {
  const answer = await house.app.http.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${person.caller.accessToken ?? ''}`,
      ...headers,
    },
    payload: JSON.stringify(body),
  });
  const text = answer.body.replace(/"requestId":"[^"]*"/g, '"requestId":"…"');
  const { 'content-type': type, 'retry-after': retryAfter, 'www-authenticate': challenge } = answer.headers;
  return { status: answer.statusCode, type, retryAfter, challenge, text };
}

const viewer = 'query Viewer { viewer: me { id pseudo email scopes createdAt __typename } }';
const withVariables =
  'query Q($id: ID!, $more: Boolean = false) { user(id: $id) { id bio @include(if: $more) } me { id } }';
const update = 'mutation U($input: UpdateProfileInput!) { updateProfile(input: $input) { id bio } }';

const questions: [label: string, body: unknown, headers?: Headers][] = [
  ['a query', { query: viewer }],
  ['a query by its name', { query: viewer, operationName: 'Viewer', variables: {} }],
  ['a query by no name', { query: viewer, operationName: null, variables: null }],
  ['a query by a name that it does not have', { query: viewer, operationName: 'Other' }],
  ['a query by an empty name', { query: viewer, operationName: '' }],
  ['a query by a number', { query: viewer, operationName: 7 }],
  ['a list for variables', { query: viewer, variables: [] }],
  ['a text for variables', { query: viewer, variables: '{}' }],
  ['extensions', { query: viewer, extensions: {} }],
  ['extensions that are null', { query: viewer, extensions: null }],
  ['extensions of no kind', { query: viewer, extensions: 'x' }],
  ['keys that nobody knows', { query: viewer, id: 1 }],
  ['two operations, one named', { query: `${viewer} query Other { me { id } }`, operationName: 'Other' }],
  ['two operations, none named', { query: `${viewer} query Other { me { id } }` }],
  ['what only others may see, beside what all may', { query: withVariables, variables: { id: 'x' } }],
  ['a condition that is met', { query: withVariables, variables: { id: 'x', more: true } }],
  ['a variable that is missing', { query: withVariables, variables: {} }],
  ['a variable of the wrong type', { query: withVariables, variables: { id: {}, more: 'yes' } }],
  ['a variable that was not declared', { query: withVariables, variables: { id: 'x', other: 1 } }],
  ['what is wrong with the input', { query: update, variables: { input: { bio: 'x'.repeat(501) } } }],
  ['a key that the input does not have', { query: update, variables: { input: { bio: 'x', role: 'admin' } } }],
  ['an input that is null', { query: update, variables: { input: null } }],
  ['a change', { query: update, variables: { input: { bio: 'a few words' } } }],
  ['a change of nothing', { query: update, variables: { input: {} } }],
  ['nothing but the name of the root', { query: '{ __typename }' }],
  ['a question about the schema', { query: '{ __schema { queryType { name } } }' }],
  ['what everybody may not', { query: '{ users { totalCount } }' }],
  ['what would cost too much', { query: '{ users(first: 100) { edges { node { id pseudo } } } roles { name } }' }],
  ['no document', {}],
  ['a document of no kind', { query: 7 }],
  ['a body of no kind', null],
  ['a list of bodies', [{ query: viewer }]],
  ['whoever is signed out', { query: viewer }, { authorization: '' }],
  ['whoever has a forged token', { query: viewer }, { authorization: 'Bearer x' }],
  ['JSON', { query: viewer }, { accept: 'application/json' }],
  ['GraphQL in JSON', { query: viewer }, { accept: 'application/graphql-response+json' }],
  ['a page', { query: viewer }, { accept: 'text/html' }],
];

describe('a question that comes again', () => {
  it.each(questions)('is answered as at first: %s', async (_, body, headers) => {
    const first = await post(body, headers);
    for (let time = 2; time <= 4; time += 1) expect(await post(body, headers)).toEqual(first);
  });

  it('is compiled', async () => {
    const query = 'query Again { me { id } }';
    const knows = () => house.app.plans.find({ query }) !== undefined;
    const seen = [];
    for (let time = 1; time <= 3; time += 1) {
      await post({ query });
      seen.push(knows());
    }
    expect(seen).toEqual([false, true, true]);
  });

  it('is refused to whoever is not allowed, under the name that the field has', async () => {
    const query = 'query Hidden { harmless: users { n: totalCount } }';
    for (let time = 1; time <= 3; time += 1) await post({ query });
    const fields = house.lines
      .filter((line) => line.includes('access.denied'))
      .map((line) => (JSON.parse(line) as { field: string }).field);
    expect(fields.slice(-3)).toEqual(['users', 'users', 'users']);
  });
});

describe('a text of a stranger’s', () => {
  /** graphql-jit 0.8.9 writes literal texts into its code and replaces this marker there. */
  const marker = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
  const bio = `${marker}globalThis.reached=1`;
  const reached = () => 'reached' in globalThis;

  it('would become code where it is compiled', async () => {
    const schema = buildSchema('type Query { say(text: String): String }');
    const document = parse(`{ say(text: "${bio}") }`);
    const plan = compileQuery(schema, document) as CompiledQuery;
    await plan.query({ say: () => 'x' }, {}, {});
    expect(reached()).toBe(true);
    Reflect.deleteProperty(globalThis, 'reached');
  });

  it.each([
    ['as a literal', `mutation { updateProfile(input: { bio: "${bio}" }) { bio } }`],
    ['as a block', `mutation { updateProfile(input: { bio: """${bio}""" }) { bio } }`],
    ['as a default', `mutation ($bio: String = "${bio}") { updateProfile(input: { bio: $bio }) { bio } }`],
  ])('is never compiled %s', async (_, query) => {
    for (let time = 1; time <= 4; time += 1) expect((await post({ query })).text).toContain(bio);
    expect([house.app.plans.find({ query }), reached()]).toEqual([undefined, false]);
  });

  it.each(['{ __proto__: me { id } }', '{ __defineGetter__: me { id } }', '{ __schema { queryType { name } } }'])(
    'is never compiled where a name is reserved: %s',
    async (query) => {
      for (let time = 1; time <= 4; time += 1) await post({ query });
      expect(house.app.plans.find({ query })).toBeUndefined();
    },
  );
});
