/** A document that costs more to answer than to send. */
export interface Bomb {
  readonly name: string;
  readonly text: string;
  readonly variables?: object;
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nested = (depth: number): object => (depth === 0 ? {} : { a: [nested(depth - 1)] });

const usersText = 'query ($filter: UserFilter) { users(filter: $filter) { totalCount } }';

/** Those that need no limit but the parser's and the validation's. */
export const bombs: readonly Bomb[] = [
  { name: 'three thousand aliases', text: `{${times(3_000, (index) => `a${index}: __typename`)}}` },
  { name: 'a thousand sign-outs', text: `mutation {${times(1_000, (index) => `a${index}: logout`)}}` },
  { name: 'deep nesting', text: `{${'a{'.repeat(20_000)}` },
  { name: 'nesting that closes', text: `{${'a{'.repeat(10_000)}b${'}'.repeat(10_000)}}` },
  { name: 'a deep list', text: `{ users(filter: ${'['.repeat(30_000)}` },
  { name: 'a deep object', text: `{ users(filter: ${'{a:'.repeat(15_000)}` },
  { name: 'a deep type', text: `query ($a: ${'['.repeat(30_000)}` },
  { name: 'fragments in a circle', text: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }' },
  {
    name: 'fragments that double',
    text: `{ ...f0 } ${times(100, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)}`,
  },
  {
    name: 'fragments that double and end',
    text: `{ ...f0 } ${times(60, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)} fragment f60 on Query { nothing }`,
  },
  {
    name: 'introspection in a circle',
    text: `{ __schema { types { ${'fields { type { '.repeat(20)} name ${'} }'.repeat(20)} } } }`,
  },
  { name: 'a thousand directives', text: `{ __typename ${times(1_000, () => '@include(if: true)')} }` },
  { name: 'a hundred and sixty repeated directives', text: `{ __typename ${times(160, () => '@include(if: true)')} }` },
  { name: 'unknown directives', text: `{ __typename ${times(450, (index) => `@d${index}`)} }` },
  { name: 'fields that might merge', text: `{ me { ${times(400, () => 'scopes')} } x }` },
  { name: 'fields that cannot merge', text: `{ ${times(120, (index) => `a: user(id: "${index}") { id }`)} }` },
  { name: 'a long number', text: `{ users(first: ${'9'.repeat(50_000)}) { totalCount } }` },
  { name: 'a list of variables', text: `query (${times(900, (index) => `$a${index}: Int`)}) { __typename }` },
  { name: 'a text without an end', text: `{ user(id: "${'\\"'.repeat(5_000)}` },
  { name: 'a block text without an end', text: `{ user(id: """${'\n '.repeat(10_000)}` },
  { name: 'commas and nothing else', text: ','.repeat(60_000) },
  { name: 'comments and nothing else', text: '#\n'.repeat(20_000) },
  { name: 'a long name', text: `{ ${'n'.repeat(60_000)} }` },
  { name: 'many unknown fields', text: `{ ${times(900, (index) => `f${index}`)} }` },
  { name: 'deep variables', text: usersText, variables: { filter: nested(21) } },
  { name: 'very deep variables', text: usersText, variables: { filter: nested(1_500) } },
  { name: 'wide variables', text: usersText, variables: { filter: Array.from({ length: 10_000 }, () => ({})) } },
];
