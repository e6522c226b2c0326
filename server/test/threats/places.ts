import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { modules } from '#house/modules.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { aSignUp, goodPassword } from '#test/builders.js';
import type { Person } from '#test/house.js';

/** The schema as the house builds it: what these tests reach is read from it, not listed. */
export const schema: GraphQLSchema = buildHouseSchema(modules);

/** A place where a client can put a value: an operation, and the path to the value in its variables. */
export interface Place {
  readonly name: string;
  readonly text: string;
  readonly path: readonly string[];
  readonly type: string;
  /** True where the place takes a list of that type. */
  readonly list: boolean;
  /** The root field's arguments. */
  readonly args: readonly GraphQLArgument[];
}

/** Values that a place takes, by the name of the argument or field, and by its type where the name says nothing. */
export type GoodValues = Readonly<Record<string, unknown>>;

/** What this person may ask about another one, new at each call where it must be unique. */
export function goodValues(self: Person, other: Person): GoodValues {
  const { email, pseudo } = aSignUp();
  return {
    ID: other.id,
    Int: 5,
    Boolean: true,
    String: 'seven loud stones in a row',
    DateTime: new Date(Date.now() + 86_400_000).toISOString(),
    EmailAddress: email,
    pseudo,
    name: `role-${pseudo}`,
    role: 'member',
    scope: 'users:read',
    scopes: 'users:read',
    password: goodPassword,
    currentPassword: goodPassword,
    identifier: self.pseudo,
    confirmation: self.pseudo,
    birthDate: '1990-05-17',
    phone: '+33612345678',
    postalCode: '75011',
    country: 'FR',
    taxId: '12 345 678',
    after: null,
  };
}

function goodFor(name: string, type: GraphQLInputType, good: GoodValues): unknown {
  const named = getNamedType(type);
  const one = (): unknown => {
    if (isInputObjectType(named))
      return Object.fromEntries(
        Object.values(named.getFields()).map((field) => [field.name, goodFor(field.name, field.type, good)]),
      );
    if (isEnumType(named)) return named.getValues()[0]?.name;
    if (name in good || named.name in good) return name in good ? good[name] : good[named.name];
    throw new Error(`the tests have no good ${named.name}`);
  };
  return isListType(getNullableType(type)) ? [one()] : one();
}

/** Variables of the place's operation, all good. */
export const goodVariables = ({ args }: Place, good: GoodValues): Record<string, unknown> =>
  Object.fromEntries(args.map(({ name, type }) => [name, goodFor(name, type, good)]));

/** Variables that are good but for the place's value. */
export function variablesWith(place: Place, value: unknown, good: GoodValues): Record<string, unknown> {
  const variables = goodVariables(place, good);
  const last = place.path.at(-1) ?? '';
  const holder = place.path.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, variables);
  Object.defineProperty(holder, last, { value: place.list ? [value] : value, enumerable: true });
  return variables;
}

function placesBelow(
  path: string[],
  { type }: GraphQLArgument | GraphQLInputField,
): Pick<Place, 'path' | 'type' | 'list'>[] {
  const named = getNamedType(type);
  const own = { path, type: named.name, list: isListType(getNullableType(type)) };
  if (!isInputObjectType(named) || own.list) return [own];
  return [own, ...Object.values(named.getFields()).flatMap((field) => placesBelow([...path, field.name], field))];
}

const selection = (field: GraphQLField<unknown, unknown>): string =>
  isScalarType(getNamedType(field.type)) ? '' : ' { __typename }';

function placesOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): Place[] {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const text = `${kind} (${declared}) { ${field.name}(${passed})${selection(field)} }`;
  return field.args
    .flatMap((argument) => placesBelow([argument.name], argument))
    .map((place) => ({ ...place, name: `${field.name}.${place.path.join('.')}`, text, args: field.args }));
}

const fieldsOf = (type: ReturnType<GraphQLSchema['getQueryType']>): GraphQLField<unknown, unknown>[] =>
  Object.values(type?.getFields() ?? {});

/** Every place that there is. */
export const places: readonly Place[] = [
  ...fieldsOf(schema.getQueryType()).flatMap((field) => placesOf('query', field)),
  ...fieldsOf(schema.getMutationType()).flatMap((field) => placesOf('mutation', field)),
];

const textTypes = ['String', 'ID', 'EmailAddress'];

/** The places that take a text. */
export const textual = places.filter(({ type }) => textTypes.includes(type));
