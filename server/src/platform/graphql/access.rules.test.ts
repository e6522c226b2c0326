// Catalogue: Z1: rules are found wherever they are written, and a root field without one keeps the house shut.
import {
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldConfig,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { AccessRule } from '#kernel/access.js';
import '#modules/users/index.js';
import { annotate, guardedFields, rootFields, rulesOf } from './access.js';

type Field = GraphQLFieldConfig<unknown, unknown>;

const field = (access?: AccessRule, more: Partial<Field> = {}): Field => ({
  type: GraphQLString,
  ...(access && { extensions: { access } }),
  ...more,
});

const open: AccessRule = { who: 'public' };
const reader: AccessRule = { who: 'scope', scope: 'users:read' };
const fresh: AccessRule = { who: 'member', fresh: true };
const stranger: AccessRule = { who: 'scope', scope: 'planted:unheard-of' };

const object = (name: string, fields: Record<string, Field>): GraphQLObjectType =>
  new GraphQLObjectType({ name, fields });

const input = new GraphQLInputObjectType({ name: 'Filter', fields: { text: { type: GraphQLString } } });

describe('the rules of a schema', () => {
  const planted = (): GraphQLSchema =>
    new GraphQLSchema({
      query: object('Query', { greeting: field(open, { args: { filter: { type: input } } }) }),
      mutation: object('Mutation', { change: field(fresh, { description: 'Changes it.' }) }),
      subscription: object('Subscription', { news: field(reader, { description: 'Tells it.' }) }),
      types: [object('Person', { secret: field(reader), name: field() })],
    });

  it('are found on every root and on the fields of other types', () =>
    expect(new Map(rulesOf(planted()))).toEqual(
      new Map([
        ['Query.greeting', open],
        ['Mutation.change', fresh],
        ['Subscription.news', reader],
        ['Person.secret', reader],
      ]),
    ));

  it('name type and field apart', () =>
    expect(guardedFields(planted())).toContainEqual({ type: 'Person', field: 'secret', access: reader }));

  it('are asked of root fields only, all three kinds of them', () =>
    expect(rootFields(planted()).map(({ coordinate }) => coordinate)).toEqual([
      'Query.greeting',
      'Mutation.change',
      'Subscription.news',
    ]));

  it('stand in front of the descriptions', () => {
    const schema = planted();
    annotate(schema);
    const described = (type: string, name: string) =>
      (schema.getType(type) as GraphQLObjectType).getFields()[name]?.description;
    expect([
      described('Query', 'greeting'),
      described('Mutation', 'change'),
      described('Subscription', 'news'),
      described('Person', 'secret'),
      described('Person', 'name'),
    ]).toEqual([
      '[public]',
      '[member] [fresh] Changes it.',
      '[scope: users:read] Tells it.',
      '[scope: users:read]',
      undefined,
    ]);
  });
});

describe('a schema that cannot be guarded', () => {
  const faulty = new GraphQLSchema({
    query: object('Query', { open: field(open), bare: field() }),
    mutation: object('Mutation', { odd: field(stranger) }),
    types: [object('Person', { secret: field(stranger), name: field() })],
  });

  it('is refused with every reason, one a line', () =>
    expect(() => guardedFields(faulty)).toThrow(
      new Error(
        [
          'the schema cannot be guarded:',
          'Query.bare declares no access',
          'Person.secret asks for planted:unheard-of, which no module declares',
          'Mutation.odd asks for planted:unheard-of, which no module declares',
        ].join('\n'),
      ),
    ));
});
