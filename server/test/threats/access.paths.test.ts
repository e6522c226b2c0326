// Catalogue: Z4: what is private stays so, by whichever path it is asked for.
import {
  getNamedType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { empower, grant } from './powers.js';
import { prepare, samples, setStage, type Sample } from './samples.js';

const deepest = 4;
const schema: GraphQLSchema = buildHouseSchema(modules);
const privately = 'id email suspensionReason grants { scope }';
const secretReason = 'the reason that nobody else may read';

const needsNothing = ({ args }: GraphQLField<unknown, unknown>): boolean =>
  args.every(({ type, defaultValue }) => !String(type).endsWith('!') || defaultValue !== undefined);

/** Selections of everything private of every user below a type; none where there is no way to one. */
function selectionsBelow(type: GraphQLObjectType, depth: number): string[] {
  if (type.name === 'User') return [privately];
  if (depth === 0) return [];
  return Object.values(type.getFields())
    .filter(needsNothing)
    .flatMap((field) => {
      const below = getNamedType(field.type);
      return isObjectType(below)
        ? selectionsBelow(below, depth - 1).map((selection) => `${field.name} { ${selection} }`)
        : [];
    });
}

/** The same call, asking for this instead. */
function asking({ text, ...sample }: Sample, selection: string): Sample {
  const [instead] = parse(`{ x { ${selection} } }`).definitions;
  if (instead?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const [field] = instead.selectionSet.selections;
  let isRoot = true;
  const document = visit(parse(text), {
    Field(node) {
      if (!isRoot || field?.kind !== Kind.FIELD || !field.selectionSet) return undefined;
      isRoot = false;
      return { ...node, selectionSet: field.selectionSet };
    },
  });
  return { ...sample, text: print(document) };
}

interface Path {
  readonly name: string;
  readonly sample: Sample;
}

const paths: readonly Path[] = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
  Object.values(root?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    const sample = samples[`${root?.name}.${field.name}`];
    if (!isObjectType(type) || !sample) return [];
    return selectionsBelow(type, deepest - 1).map((selection) => ({
      name: `${root?.name}.${field.name} { ${selection.replace(privately, '…')} }`,
      sample: asking(sample, selection),
    }));
  }),
);

let house: TestHouse;
let keeper: Person;
beforeAll(async () => {
  house = await openTestHouse();
  keeper = await house.person('admin');
});
afterAll(() => house.close());

interface SeenUser {
  readonly id: string;
  readonly email: string | null;
  readonly suspensionReason: string | null;
  readonly grants: readonly { readonly scope: string }[] | null;
}

/** The paths on which somebody who may not read people met one nonetheless, without what is private. */
const met = new Set<string>();

/** Every user in an answer, wherever it stands. */
function usersIn(value: unknown): SeenUser[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...('grants' in value ? [value as SeenUser] : []), ...Object.values(value).flatMap(usersIn)];
}

/** Somebody with secrets: an address, a grant, and a reason for which they were suspended. */
async function somebodyPrivate(): Promise<Person> {
  const person = await house.person();
  await grant(house, person, ['users:delete']);
  await keeper.caller.send(
    'mutation ($id: ID!, $reason: String!) { suspendUser(userId: $id, reason: $reason) { id } }',
    {
      id: person.id,
      reason: secretReason,
    },
  );
  return person;
}

const whole = { email: expect.stringContaining('@') as string, grants: [{ scope: 'users:delete' }] };

const everythingButReading = ['users:write', 'users:delete', 'roles:write'];

async function strangers(): Promise<{ name: string; caller: Caller; actor: Person }[]> {
  const [member, clerk] = await Promise.all([house.person(), house.person()]);
  await empower(house, clerk, ...everythingButReading);
  return [
    { name: 'visitor', caller: house.visitor(), actor: member },
    { name: 'member', caller: member.caller, actor: member },
    { name: 'clerk', caller: clerk.caller, actor: clerk },
  ];
}

describe('every path to a person', () => {
  it('is known: through lists, through payloads, and through what administrators are answered', () => {
    const names = paths.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Query.users { edges { node { … } } }',
        'Mutation.login { auth { user { … } } }',
        'Mutation.grantScope { … }',
      ]),
    );
    expect(names.length).toBeGreaterThanOrEqual(15);
  });

  it.each(paths)('$name shows nothing private to those who may not read it', async ({ name: path, sample }) => {
    const target = await somebodyPrivate();
    for (const { name, caller, actor } of await strangers()) {
      const act = await prepare(sample, { ...(await setStage(house, keeper, actor)), target });
      const { body, data } = await act(caller);
      expect(body, name).not.toContain(target.email);
      expect(body, name).not.toContain(secretReason);
      for (const user of usersIn(data)) {
        expect(user.suspensionReason, name).toBeNull();
        if (user.id === target.id) met.add(path);
        if (user.id === target.id) expect(user, name).toMatchObject({ email: null, grants: null });
        else expect(user.email, `${name}: ${body}`).not.toBeNull();
      }
    }
  });

  it('shows it to those who may: the fields above could have been seen', async () => {
    const target = await somebodyPrivate();
    const { data } = await keeper.caller.send(`query ($id: ID!) { user(id: $id) { ${privately} } }`, { id: target.id });
    expect(usersIn(data)).toEqual([{ id: target.id, suspensionReason: secretReason, ...whole }]);
    expect([...met]).toEqual(
      expect.arrayContaining(['reinstateUser', 'setUserRole', 'suspendUser'].map((name) => `Mutation.${name} { … }`)),
    );
  });
});
