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
import type { Guess } from '#kernel/ports.js';
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

type Resolve = GraphQLFieldResolver<unknown, Context>;

const reserve = ({ client, ports }: Context, limit: AddressLimit): Promise<Guess> =>
  ports.limiter.reserve(`address:${limit.name}:${addressKey(client.address)}`, windowOf(limit));

/** Reserves a try, then calls. */
function limited(resolve: Resolve, limit: AddressLimit): Resolve {
  return async (parent, args: Record<string, unknown>, context, info) => {
    if (await limit.spares?.(context, args)) return resolve(parent, args, context, info);
    const guess = await reserve(context, limit);
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

/** Calls, and takes a try for what proves nothing. */
function limitedAfterwards(resolve: Resolve, limit: AddressLimit): Resolve {
  return async (parent, args: Record<string, unknown>, context, info) => {
    try {
      return await resolve(parent, args, context, info);
    } catch (error) {
      if (counts(limit, error)) (await reserve(context, limit)).settle('wrong');
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
    if (!limit) continue;
    const wrap = limit.sparesRight ? limitedAfterwards : limited;
    field.resolve = wrap(field.resolve ?? defaultFieldResolver, limit);
  }
}
