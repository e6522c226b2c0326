// Catalogue: I1, I2, I3, I4, I10, Z7, Z8, G10.
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { naughty, notText } from './strings.js';
import { digestOf } from './tables.js';

const schema: GraphQLSchema = buildHouseSchema(modules);

/** A place where a client can put a value: an operation, and the path to the value in its variables. */
interface Place {
  readonly name: string;
  readonly text: string;
  readonly path: readonly string[];
  readonly type: string;
  /** Variables that are good but for this place. */
  readonly others: Record<string, unknown>;
}

const samples: Record<string, unknown> = {
  Int: 5,
  Boolean: true,
  ID: '00000000-0000-7000-8000-000000000000',
  EmailAddress: 'nobody@example.org',
  String: 'seven loud stones in a row',
};

function sampleOf(type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (!isInputObjectType(named)) return samples[named.name];
  return Object.fromEntries(Object.values(named.getFields()).map((field) => [field.name, sampleOf(field.type)]));
}

const selection = (field: GraphQLField<unknown, unknown>): string =>
  isScalarType(getNamedType(field.type)) ? '' : ' { __typename }';

function placesOfArgument(argument: GraphQLArgument): { path: string[]; type: string }[] {
  const named = getNamedType(argument.type);
  const own = { path: [argument.name], type: named.name };
  if (!isInputObjectType(named)) return [own];
  return [
    own,
    ...Object.values(named.getFields()).map((field) => ({
      path: [argument.name, field.name],
      type: getNamedType(field.type).name,
    })),
  ];
}

function placesOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): Place[] {
  if (field.args.length === 0) return [];
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const text = `${kind} (${declared}) { ${field.name}(${passed})${selection(field)} }`;
  const others = Object.fromEntries(field.args.map((argument) => [argument.name, sampleOf(argument.type)]));
  return field.args
    .flatMap(placesOfArgument)
    .map(({ path, type }) => ({ name: `${field.name}.${path.join('.')}`, text, path, type, others }));
}

const fieldsOf = (type: ReturnType<GraphQLSchema['getQueryType']>): GraphQLField<unknown, unknown>[] =>
  Object.values(type?.getFields() ?? {});
const places = [
  ...fieldsOf(schema.getQueryType()).flatMap((field) => placesOf('query', field)),
  ...fieldsOf(schema.getMutationType()).flatMap((field) => placesOf('mutation', field)),
];
const textual = places.filter(({ type }) => ['String', 'ID', 'EmailAddress'].includes(type));

function withValue({ path: [argument = '', field], others }: Place, value: unknown): object {
  return { ...others, [argument]: field === undefined ? value : { ...(others[argument] as object), [field]: value } };
}

/** Input objects that may be empty, and so cannot refuse that. */
const mayBeEmpty = ['UserOrder', 'UserFilter', 'RefreshInput', 'UpdateProfileInput'];

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

/** Passwords are hashed before they are refused: a few of the strings say as much as all. */
const dear = (place: Place, index: number): boolean =>
  /password/i.test(place.path.join()) || /^(register|login|confirm|change|delete)/.test(place.name)
    ? index % 6 === 3
    : true;

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
  await house.person();
});
afterAll(() => house.close());

function expectWhole({ status, body }: Answer<unknown>, what: string): void {
  expect(status, `${what}: ${body.slice(0, 300)}`).toBeLessThan(500);
  expect(body, what).not.toContain('"INTERNAL"');
  expect(body, what).not.toMatch(/did you mean|sqlite|no such (table|column)|at .*\.ts:|\/server\//i);
}

describe('every argument that the schema has', () => {
  it('is reached by this test', () => {
    expect(places.length).toBeGreaterThan(35);
  });

  it.each(textual)('$name survives naughty strings, and what it refuses changes nothing', async (place) => {
    // A person of its own, since some operations end the session; an administrator, who reaches everything.
    const { caller } = await house.person('admin');
    for (const value of naughty.filter((_value, index) => dear(place, index))) {
      const before = await digestOf(house);
      const answer = await caller.send(place.text, withValue(place, value));
      expectWhole(answer, `${place.name} ${JSON.stringify(value).slice(0, 60)}`);
      if (answer.errors.length > 0)
        expect(await digestOf(house), `${place.name} ${JSON.stringify(value).slice(0, 60)}`).toBe(before);
    }
  });

  it.each(places)('$name refuses what is of another type, before anything happens', async (place) => {
    const before = await digestOf(house);
    for (const value of notText) {
      if (fits(place, value)) continue;
      const answer = await admin.caller.send(place.text, withValue(place, value));
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
          input: { ...(place.others['input'] as object), [key]: 'admin' },
        });
        expect(answer, `${key}: ${answer.body}`).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
      }
      expect(await digestOf(house)).toBe(before);
    },
  );
});

describe('a request', () => {
  const post = async (
    payload: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: string; headers: object }> => {
    const answer = await house.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });
    return { status: answer.statusCode, body: answer.body, headers: answer.headers };
  };

  it.each([
    ['a polluting key', '{"query":"{__typename}","__proto__":{"x":1}}', 400],
    ['a polluting variable', '{"query":"{__typename}","variables":{"__proto__":{"polluted":true}}}', 400],
    ['an escaped polluting key', '{"query":"{__typename}","variables":{"\\u005f_proto__":{"polluted":true}}}', 400],
    ['a constructor', '{"query":"{__typename}","variables":{"constructor":{"prototype":{"polluted":true}}}}', 400],
    ['no body', '', 400],
    ['half a body', '{"query":"{__typename', 400],
    ['a list', '[{"query":"{__typename}"}]', 400],
    ['a text', '"{__typename}"', 400],
    ['null', 'null', 400],
    ['a number as query', '{"query":1}', 400],
    ['a list as variables', '{"query":"{__typename}","variables":[]}', 400],
    ['a text as variables', '{"query":"{__typename}","variables":"x"}', 400],
    ['an object as operation name', '{"query":"{__typename}","operationName":{}}', 400],
    ['another operation name', '{"query":"{__typename}","operationName":"x"}', 400],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ['UTF-16', Buffer.from('{"query":"{__typename}"}', 'utf16le'), 400],
    [
      '30 000 levels of lists',
      `{"query":"{__typename}","variables":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
      200,
    ],
    ['70 kB', JSON.stringify({ query: `{__typename} #${'x'.repeat(70_000)}` }), 413],
  ])('with %s is answered by a 4xx or as if that were not there', async (_name, payload, status) => {
    const answer = await post(payload);
    expect(answer.status, answer.body).toBe(status);
    expect(answer.body).not.toContain('INTERNAL');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'text/html',
    ';',
    'application/json; charset=utf-16',
  ])('of the type %s runs nothing', async (type) => {
    const before = await digestOf(house);
    const { status } = await post('{"query":"mutation{logout}"}', { 'content-type': type });
    if (!type.startsWith('application/json')) expect([400, 415]).toContain(status);
    expect(status).toBeLessThan(500);
    expect(await digestOf(house)).toBe(before);
  });

  it('by GET runs queries and no mutation', async () => {
    const get = (query: string): Promise<{ statusCode: number }> =>
      house.app.http.inject({ method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}` });
    expect(await get('{__typename}')).toMatchObject({ statusCode: 200 });
    expect(await get('mutation{logout}')).toMatchObject({ statusCode: 405 });
  });
});
