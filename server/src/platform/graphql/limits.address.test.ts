// Catalogue: C9, C10, G1, Z13: calls are counted at the resolver, by address, and only those that count.
import {
  GraphQLInputObjectType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLResolveInfo,
} from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#kernel/context.js';
import { errors, type AppError } from '#kernel/errors.js';
import type { AddressLimit } from '#kernel/limits.js';
import { createMemoryLimiter } from '#platform/limits/memory.js';
import { TestClock } from '#test/clock.js';
import { limitFields, secretArgumentOf } from './limits.js';

type Field = GraphQLFieldConfig<unknown, Context>;

const everyCall: AddressLimit = { name: 'letters', tries: 2, perSeconds: 60 };
const wrongOnes: AddressLimit = { name: 'secret', tries: 2, perSeconds: 60, countsOn: ['NOT_FOUND'] };

const credentials = new GraphQLInputObjectType({
  name: 'Credentials',
  fields: { password: { type: new GraphQLNonNull(GraphQLString) } },
});

const schemaOf = (fields: Record<string, Field>): GraphQLSchema =>
  new GraphQLSchema({ query: new GraphQLObjectType<unknown, Context>({ name: 'Query', fields }) });

/** What a limited resolver comes to: its value, or the code of the error. */
type Call = (address?: string) => Promise<unknown>;

let clock: TestClock;
let limiter: Context['ports']['limiter'];
beforeEach(() => {
  clock = new TestClock();
  limiter = createMemoryLimiter(1, clock);
});

/** A field under this limit whose resolver does this, ready to be called from an address. */
function limited(limit: AddressLimit, resolve?: () => unknown): Call {
  const schema = schemaOf({
    planted: { type: GraphQLString, extensions: { perAddress: limit }, ...(resolve && { resolve }) },
  });
  limitFields(schema);
  const field = schema.getQueryType()?.getFields()['planted'];
  return async (address = '192.0.2.1') => {
    const context = { client: { address }, ports: { limiter } } as unknown as Context;
    try {
      const info = { fieldName: 'planted' } as GraphQLResolveInfo;
      return await field?.resolve?.({ planted: 'from the parent' }, {}, context, info);
    } catch (error) {
      return (error as Partial<AppError>).code ?? 'INTERNAL';
    }
  };
}

const throwing = (error: Error) => (): never => {
  throw error;
};

const times = async (count: number, call: Call, address?: string): Promise<unknown[]> => {
  const results: unknown[] = [];
  for (let index = 0; index < count; index += 1) results.push(await call(address));
  return results;
};

describe('a limit on every call', () => {
  it('answers as many as it says, then how long to wait', async () => {
    const call = limited(everyCall, () => 'done');
    expect(await times(3, call)).toEqual(['done', 'done', 'RATE_LIMITED']);
    clock.advance(60_000);
    expect(await call()).toBe('done');
  });

  it.each([
    ['BAD_USER_INPUT', errors.BAD_USER_INPUT()],
    ['UNAVAILABLE', errors.UNAVAILABLE()],
    ['RATE_LIMITED', errors.RATE_LIMITED()],
  ])('excuses %s', async (code, error) =>
    expect(await times(4, limited(everyCall, throwing(error)))).toEqual([code, code, code, code]),
  );

  it.each([
    ['CONFLICT', errors.CONFLICT()],
    ['INTERNAL', new Error('nobody foresaw this')],
  ])('counts %s', async (code, error) =>
    expect(await times(3, limited(everyCall, throwing(error)))).toEqual([code, code, 'RATE_LIMITED']),
  );
});

describe('a limit on wrong secrets', () => {
  it('counts those that were wrong', async () =>
    expect(await times(3, limited(wrongOnes, throwing(errors.NOT_FOUND())))).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'RATE_LIMITED',
    ]));

  it.each([
    ['another refusal', throwing(errors.CONFLICT()), 'CONFLICT'],
    ['what nobody foresaw', throwing(new Error('nobody foresaw this')), 'INTERNAL'],
    ['a right one', () => 'done', 'done'],
  ])('does not count %s', async (_name, resolve, result) =>
    expect(await times(4, limited(wrongOnes, resolve))).toEqual([result, result, result, result]),
  );

  it('does not forget the wrong ones because one was right', async () => {
    const [wrong, right] = [limited(wrongOnes, throwing(errors.NOT_FOUND())), limited(wrongOnes, () => 'done')];
    expect([await wrong(), await right(), await wrong(), await right()]).toEqual([
      'NOT_FOUND',
      'done',
      'NOT_FOUND',
      'RATE_LIMITED',
    ]);
  });
});

describe('a limit that spares what is right', () => {
  const cheap: AddressLimit = { ...wrongOnes, sparesRight: true };

  it('counts those that were wrong, and tells how long to wait', async () => {
    const wrong = limited(cheap, throwing(errors.NOT_FOUND()));
    expect(await times(3, wrong)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'RATE_LIMITED']);
  });

  it('answers a right one where no try is left', async () => {
    await times(3, limited(cheap, throwing(errors.NOT_FOUND())));
    expect(await limited(cheap, () => 'done')()).toBe('done');
  });

  it('passes on what it does not count', async () => {
    expect(await times(4, limited(cheap, throwing(errors.CONFLICT())))).toEqual(new Array(4).fill('CONFLICT'));
    expect(await limited(cheap, throwing(errors.NOT_FOUND()))()).toBe('NOT_FOUND');
  });
});

describe('a limit that does not concern somebody', () => {
  const sparing = (spared: boolean): AddressLimit => ({ ...everyCall, spares: () => Promise.resolve(spared) });

  it('neither counts their calls nor keeps them out', async () => {
    const spared = limited(sparing(true), () => 'done');
    expect(await times(3, spared)).toEqual(['done', 'done', 'done']);
    const others = limited(sparing(false), () => 'done');
    expect(await times(3, others)).toEqual(['done', 'done', 'RATE_LIMITED']);
    expect(await spared()).toBe('done');
  });
});

describe('an allowance', () => {
  it('belongs to one address', async () => {
    const call = limited(everyCall, () => 'done');
    expect(await times(3, call, '192.0.2.1')).toContain('RATE_LIMITED');
    expect(await call('192.0.2.2')).toBe('done');
    expect(await call('::ffff:192.0.2.1')).toBe('RATE_LIMITED');
  });

  it('is shared by the fields that share its name, and by no others', async () => {
    expect(
      await times(
        2,
        limited(everyCall, () => 'done'),
      ),
    ).toEqual(['done', 'done']);
    expect(await limited({ ...everyCall, tries: 2 }, () => 'done')()).toBe('RATE_LIMITED');
    expect(await limited({ ...everyCall, name: 'other' }, () => 'done')()).toBe('done');
  });

  it('is also taken by a field without a resolver of its own', async () =>
    expect(await times(3, limited(everyCall))).toEqual(['from the parent', 'from the parent', 'RATE_LIMITED']));
});

describe('a mark on a secret', () => {
  const secret = (path: string): Field => ({
    type: GraphQLString,
    args: { input: { type: new GraphQLNonNull(credentials) }, code: { type: GraphQLString } },
    extensions: { secretArgument: path },
  });

  it.each(['code', 'input', 'input.password'])('may name %s, which the field takes', (path) => {
    const schema = schemaOf({ planted: secret(path) });
    expect(() => limitFields(schema)).not.toThrow();
    expect(secretArgumentOf(schema.getQueryType()?.getFields()['planted'] ?? { extensions: {} })).toBe(path);
  });

  it.each(['', 'pin', 'input.pin', 'code.password', 'input.password.text', 'pin.password'])(
    'may not name "%s": the house stays shut',
    (path) =>
      expect(() => limitFields(schemaOf({ planted: secret(path) }))).toThrow(
        new Error(`the schema cannot be limited: Query.planted takes no argument ${path}`),
      ),
  );

  it('is no limit', () => {
    const schema = schemaOf({ planted: secret('code') });
    limitFields(schema);
    expect(schema.getQueryType()?.getFields()['planted']?.resolve).toBeUndefined();
  });
});
