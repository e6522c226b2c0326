// What a compiled operation takes for its variables is what graphql takes, and nothing else.
import fc from 'fast-check';
import {
  execute,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { sized } from '#test/sized.js';
import { rootFields } from './access.js';
import { compile } from './compiled.js';
import { buildHouseSchema } from './schema.js';

const schema = buildHouseSchema(modules);
const runs = sized(60, 2_000);

let taken: unknown;
for (const { field } of rootFields(schema))
  field.resolve = (_parent, args: unknown) => {
    taken = args;
    return null;
  };

/** A value for a type: right, almost right, or anything at all. */
function valueOf(type: GraphQLInputType): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(null, '', '7', 7, -0, 1e21, 2 ** 31, 0.5, true, [], {}),
  );
  return fc.oneof({ weight: 12, arbitrary: right(type) }, { weight: 1, arbitrary: odd });
}

const scalars: Record<string, fc.Arbitrary<unknown>> = {
  Int: fc.integer({ min: 0, max: 200 }),
  Boolean: fc.boolean(),
  DateTime: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
};

interface Slot {
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** What is needed is there most of the time. */
function recordOf(slots: readonly Slot[]): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.fromEntries(slots.map(({ name, type }) => [name, valueOf(type)]));
  const needed = slots.filter(({ type }) => isNonNullType(type)).map(({ name }) => name);
  return fc.oneof(
    { weight: 8, arbitrary: fc.record(values, { requiredKeys: needed }) },
    { weight: 1, arbitrary: fc.record(values, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.record({ ...values, stranger: fc.string() }) },
  );
}

function right(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return fc.oneof(fc.array(valueOf(type.ofType), { maxLength: 3 }), valueOf(type.ofType));
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  return isInputObjectType(type) ? recordOf(Object.values(type.getFields())) : (scalars[type.name] ?? fc.string());
}

const isMutation = (coordinate: string) => coordinate.startsWith('Mutation.');

function documentOf(
  coordinate: string,
  { name, args, type }: Pick<GraphQLField<unknown, never>, 'name' | 'args' | 'type'>,
) {
  const declared = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const below = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  return parse(`${isMutation(coordinate) ? 'mutation' : 'query'} (${declared}) { ${name}(${given})${below} }`);
}

const withArguments = rootFields(schema).filter(({ field }) => field.args.length > 0);

/** Plain objects: graphql makes its own without a prototype. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

async function takenBy(run: () => unknown): Promise<unknown> {
  taken = undefined;
  await run();
  return plain(taken);
}

describe('the variables of a compiled operation', () => {
  it.each(withArguments)('$coordinate', async ({ coordinate, field }) => {
    const document = documentOf(coordinate, field);
    const plan = compile(schema, document);
    expect(plan).not.toBeNull();
    const variables = recordOf(field.args);
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(variables, async (given) => {
        const expected = await takenBy(() => execute({ schema, document, variableValues: given }));
        const compiled = await takenBy(async () => (ran += (await plan?.run({}, given)) ? 1 : 0));
        // What the code does not take is interpreted; it must not take more, nor anything else.
        expect([undefined, expected]).toContainEqual(compiled);
      }),
      { numRuns: runs, seed: 20_261_121 },
    );
    expect(ran).toBeGreaterThan(runs / 20);
  });
});
