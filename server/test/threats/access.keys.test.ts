// Catalogue: Z7: no input, wherever it stands, takes a key that it does not declare.
import { getNamedType, isInputObjectType, isObjectType, type GraphQLField } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { digestOf } from './tables.js';

const schema = buildHouseSchema(modules);
const forbidden = ['role', 'scopes', 'id', 'status', 'emailVerified', 'createdAt', 'passwordHash', 'suspensionReason'];

interface Place {
  readonly name: string;
  readonly type: string;
  readonly own: readonly string[];
  readonly kind: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
  readonly argument: string;
}

const places: readonly Place[] = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).flatMap(
    (field) =>
      field.args.flatMap(({ name: argument, type }) => {
        const named = getNamedType(type);
        if (!isInputObjectType(named)) return [];
        const own = Object.keys(named.getFields());
        return [{ name: `${field.name}(${argument})`, type: named.name, own, kind, field, argument }];
      }),
  ),
);

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

const selection = ({ field }: Place): string => (isObjectType(getNamedType(field.type)) ? ' { __typename }' : '');

it('there are inputs to look at', () => expect(places.length).toBeGreaterThanOrEqual(8));

it.each(places)('$name takes none, neither as a variable nor as a literal', async (place) => {
  const { kind, field, argument, type, own } = place;
  const before = await digestOf(house);
  for (const key of forbidden.filter((name) => !own.includes(name))) {
    const literal = `${kind} { ${field.name}(${argument}: { ${key}: "admin" })${selection(place)} }`;
    expect(await admin.caller.send(literal), key).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    const text = `${kind} ($value: ${type}!) { ${field.name}(${argument}: $value)${selection(place)} }`;
    const sent = await admin.caller.send(text, { value: { [key]: 'admin' } });
    expect(sent, `${key}: ${sent.body}`).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  }
  expect(await digestOf(house)).toBe(before);
});

it('an argument that a field does not declare is refused', async () => {
  const text = `mutation { updateProfile(input: { bio: "x" }, role: "admin", userId: "${admin.id}") { id } }`;
  expect(await admin.caller.send(text)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
});
