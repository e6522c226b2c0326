// Catalogue: G1, G3, G4; promise M8.
import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as documents from '@socle/schema/documents';
import { modules } from '#house/modules.js';
import { Gate } from './gate.js';
import { measure } from './measure.js';
import { buildHouseSchema } from './schema.js';

const schema = buildHouseSchema(modules);
const gate = new Gate(schema, () => 1_000);
const limitOf = (text: string): string | null => gate.refusalOf(text)?.details.limit ?? null;
const measured = (text: string, variables = {}) =>
  measure(parse(text), schema, variables, { selections: 100, introspection: 300 });
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const login = 'login(input: { identifier: "a", password: "b" }) { auth { accessToken } }';

describe('a document is refused for', () => {
  it.each([
    ['two sign-ins under aliases', `mutation { a: ${login} b: ${login} }`, 'credentials'],
    [
      'two different checks of a secret',
      `mutation { ${login} confirmPassword(password: "c") { accessToken } }`,
      'credentials',
    ],
    [
      'one in the open and one in a fragment',
      `mutation { ${login} ...f } fragment f on Mutation { b: ${login} }`,
      'credentials',
    ],
    ['a fragment spread twice', `mutation { ...f ...f } fragment f on Mutation { ${login} }`, 'credentials'],
    [
      'one that a variable would leave out',
      `mutation ($no: Boolean!) { ${login} ... @include(if: $no) { b: ${login} } }`,
      'credentials',
    ],
    ['one in each of two operations', `mutation A { ${login} } mutation B { ${login} }`, 'credentials'],
    ['an inline fragment', `mutation { ... on Mutation { ${login} } ... { b: ${login} } }`, 'credentials'],
    ['eleven aliases', `{ me { ${times(11, (index) => `a${index}: id`)} } }`, 'aliases'],
    ['six root fields', `{ ${times(6, () => '__typename')} }`, 'rootFields'],
    ['twenty-one directives', `{ me { ${times(21, () => 'id @include(if: true)')} } }`, 'directives'],
    ['nine levels', `{ ${'me { '.repeat(8)} id ${'} '.repeat(8)} }`, 'depth'],
    ['a hundred and one selections', `{ me { ${times(100, (index) => `f${index}`)} } }`, 'selections'],
    ['the same field again and again', `{ me { ${'id '.repeat(11)} } }`, 'repeats'],
    ['the same field under its repeated parents', `{ ${'me { id id id } '.repeat(4)} }`, 'repeats'],
    ['a field and its alias', `{ me { ${'id '.repeat(9)} id: pseudo ... { id } } }`, 'repeats'],
    ['a field that fragments repeat', `{ me { ${'...f '.repeat(11)} } } fragment f on User { id }`, 'repeats'],
    ['a question about the schema that repeats itself', `{ __schema { types { ${'name '.repeat(11)} } } }`, 'repeats'],
    [
      'a long question about the schema',
      `{ __schema { types { ${times(300, (index) => `f${index}`)} } } }`,
      'introspection',
    ],
    ['a fragment that nobody spreads', `{ me { id } } fragment f on Query { ${'me { id } '.repeat(11)} }`, 'repeats'],
    [
      'many of them',
      `{ me { id } } ${times(34, (index) => `fragment f${index} on Query { me { id pseudo } }`)}`,
      'selections',
    ],
    [
      'fragments of one name',
      `{ ...f } fragment f on User { ${'id '.repeat(11)} } fragment f on Query { me { id } }`,
      'repeats',
    ],
    ['aliases of such a fragment', `{ me { id } } fragment f on User { ${times(11, (i) => `a${i}: id`)} }`, 'aliases'],
    [
      'directives of fragments and variables',
      `query ($a: Int ${'@a '.repeat(7)}) @a { me @a { ...f @a } } fragment f on User ${'@a '.repeat(11)} { id }`,
      'directives',
    ],
    [
      'fragments that double',
      `{ ...f0 } ${times(20, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)} fragment f20 on Query { __typename }`,
      'selections',
    ],
  ])('%s', (_name, text, limit) => expect(limitOf(text)).toBe(limit));
});

describe('a document is let through', () => {
  it.each([
    ['one sign-in', `mutation { ${login} }`],
    ['ten aliases, five root fields, eight levels', `{ ${times(5, (index) => `a${index}: me { b${index}: id }`)} }`],
    ['a hundred selections', `{ me { ${times(99, (index) => `f${index}`)} } }`],
    ['the same field ten times', `{ me { ${'id '.repeat(10)} } }`],
    ['the same name in places of their own', `{ ${times(5, (index) => `a${index}: me { ${'id '.repeat(10)} }`)} }`],
    ['in two operations', `query A { me { ${'id '.repeat(10)} } } query B { me { ${'id '.repeat(10)} } }`],
    ['the usual question about the schema', getIntrospectionQuery()],
    ['eight levels', `{ ${'me { '.repeat(7)} id ${'} '.repeat(7)} }`],
    [
      'fragments in a circle: the validation finds them',
      '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    ],
    ['what cannot be parsed: the parser says so', '{ me {'],
    ['more than a thousand tokens: the parser says so', `{ ${'id '.repeat(1_001)} }`],
    ['unknown fields and types', '{ nothing { at { all } } ... on Nobody { id } }'],
    [
      'a deep question about the schema',
      '{ __schema { types { fields { type { ofType { ofType { ofType { ofType { name } } } } } } } } }',
    ],
  ])('%s', (_name, text) => expect(limitOf(text)).toBeNull());
});

describe('the documents of the client', () => {
  it.each(Object.entries(documents))('%s needs less than half of what it may', (_name, document) => {
    const { selections, repeats } = measured(String(document));
    expect(selections).toBeLessThanOrEqual(50);
    expect(repeats).toBeLessThanOrEqual(5);
  });
});

describe('the cost of a document', () => {
  it.each([
    ['{ __typename }', 0],
    ['{ me { id pseudo } }', 1],
    ['{ users { edges { node { id } } pageInfo { endCursor } totalCount } }', 20],
    ['{ users(first: 100) { edges { cursor node { id } } } }', 100],
    ['{ users(first: 50) { edges { node { id grants { scope } } } } }', 50 + 50 * 10],
    ['{ users(first: 1000000) { edges { node { id } } } }', 100],
    ['{ users(first: -5) { edges { node { id } } } }', 1],
    ['{ roles { name } }', 10],
    ['{ a: me { id } b: me { id } }', 2],
    ['query A { me { id } } query B { roles { name } }', 10],
  ])('%s is %i', (text, cost) => expect(measured(text).cost).toBe(cost));

  it('hangs on the variables', () => {
    const text = 'query ($n: Int) { users(first: $n) { edges { node { id } } } }';
    expect(measured(text, { n: 7 })).toMatchObject({ cost: 7, varies: true });
    expect(measured(text, { n: 'many' })).toMatchObject({ cost: 20, varies: true });
    expect(measured('{ me { id } }').varies).toBe(false);
  });

  it.each([
    [{}, 90],
    [{ n: 7 }, 7],
    [{ n: null }, 20],
    [{ constructor: 7 }, 90],
  ])('hangs on the default of a variable that is not given: %j', (variables, cost) => {
    const people = 'users(first: $n) { edges { node { id } } }';
    expect(measured(`query ($n: Int = 90) { ${people} }`, variables).cost).toBe(cost);
    expect(measured(`query ($n: Int = 90) { ...f } fragment f on Query { ${people} }`, variables).cost).toBe(cost);
    expect(measured(`query A($n: Int = 90) { ${people} } query B($n: Int) { ${people} }`, variables).cost).toBe(cost);
  });

  it('hangs on the default even where the name of the variable is one that every object has', () => {
    const text = 'query ($constructor: Int = 90) { users(first: $constructor) { edges { node { id } } } }';
    expect(measured(text).cost).toBe(90);
  });
});
