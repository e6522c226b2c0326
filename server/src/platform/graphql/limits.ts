import {
  defaultFieldResolver,
  getNamedType,
  isInputObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInputFieldMap,
  type GraphQLSchema,
} from 'graphql';
import type { Context } from '#kernel/context.js';
import { windowOf, type AddressLimit } from '#kernel/limits.js';
import { addressKey } from '../limits/address.js';
import { appErrorIn } from './mask.js';
import { rootFields } from './access.js';

type Field = GraphQLField<unknown, Context>;

/** A person who mistyped, or a house that was busy: neither is a try. */
const excused = new Set(['BAD_USER_INPUT', 'UNAVAILABLE', 'RATE_LIMITED']);

const limitOf = (field: Field): AddressLimit | undefined => field.extensions['perAddress'] as AddressLimit | undefined;

/** The argument of this field that holds a checked secret: 'input.password'. */
export const secretArgumentOf = ({ extensions }: Pick<Field, 'extensions'>): string | undefined =>
  extensions['secretArgument'] as string | undefined;

function counts({ countsOn }: AddressLimit, error: unknown): boolean {
  const code = appErrorIn(error)?.code ?? 'INTERNAL';
  return countsOn ? countsOn.includes(code) : !excused.has(code);
}

function limited(resolve: GraphQLFieldResolver<unknown, Context>, limit: AddressLimit): typeof resolve {
  return async (parent, args, context, info) => {
    const key = `address:${limit.name}:${addressKey(context.client.address)}`;
    const guess = await context.ports.limiter.reserve(key, windowOf(limit));
    try {
      const result: unknown = await resolve(parent, args, context, info);
      guess.settle(limit.countsOn ? 'right' : 'wrong');
      return result;
    } catch (error) {
      guess.settle(counts(limit, error) ? 'wrong' : 'void');
      throw error;
    }
  };
}

/** True where a field takes such an argument, written as 'input.password'. */
function takes(field: Field, path: string): boolean {
  const [name, ...inner] = path.split('.');
  let type = field.args.find((argument) => argument.name === name)?.type;
  for (const step of inner) {
    const named = type && getNamedType(type);
    const fields: GraphQLInputFieldMap = named && isInputObjectType(named) ? named.getFields() : {};
    type = fields[step]?.type;
  }
  return type !== undefined;
}

/** Puts each limit around its resolver; throws where a mark names an argument that the field does not take. */
export function limitFields(schema: GraphQLSchema): void {
  for (const { coordinate, field } of rootFields(schema)) {
    const secret = secretArgumentOf(field);
    if (secret !== undefined && !takes(field, secret))
      throw new Error(`the schema cannot be limited: ${coordinate} takes no argument ${secret}`);
    const limit = limitOf(field);
    if (limit) field.resolve = limited(field.resolve ?? defaultFieldResolver, limit);
  }
}
