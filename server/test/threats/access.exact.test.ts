// Catalogue: Z5, Z9, Z11: scopes are members of a set, rules hold wherever they stand, and rules of inputs are read.
import fc from 'fast-check';
import { graphql, type ExecutionResult } from 'graphql';
import * as v from 'valibot';
import { Arg, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { Member, Public, Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { atMost, Validated } from '#kernel/input.js';
import { holds, visitor, type Identity } from '#kernel/identity.js';
import { knownScopes } from '#kernel/scopes.js';
import { appErrorIn } from '#platform/graphql/mask.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { judge, protect } from '#platform/graphql/shield.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';

@ObjectType('PlantedNested')
class PlantedNested {
  @Scope('users:read')
  @Field(() => String, { nullable: true })
  guarded?: string | null;

  @Member()
  @Field(() => String, { nullable: true })
  signedIn?: string | null;

  @Field(() => PlantedNested, { nullable: true })
  below?: PlantedNested | null;
}

@Validated(v.object({ word: v.pipe(v.string(), atMost(3)) }))
@InputType('PlantedInput')
class PlantedInput {
  @Field(() => String)
  word!: string;
}

@InputType('PlantedOuterInput')
class PlantedOuterInput {
  @Field(() => PlantedInput, { nullable: true })
  inner?: PlantedInput | null;

  @Field(() => [PlantedInput], { nullable: true })
  several?: PlantedInput[] | null;
}

@Resolver()
class PlantedResolver {
  @Public()
  @Query(() => PlantedNested)
  planted(): PlantedNested {
    return { guarded: null, signedIn: 'x', below: { guarded: 'deep', below: null } };
  }

  @Scope('users:read')
  @Query(() => String, { nullable: true })
  plantedRoot(): string {
    return 'root';
  }

  @Public()
  @Mutation(() => String)
  plantedWrite(@Arg('input', () => PlantedInput) input: PlantedInput): string {
    return input.word;
  }

  @Public()
  @Mutation(() => Boolean)
  plantedWriteDeep(@Arg('input', () => PlantedOuterInput) input: PlantedOuterInput): boolean {
    return input.inner !== undefined || input.several !== undefined;
  }
}

const schema = protect(buildHouseSchema([...modules, { name: 'planted', resolvers: [PlantedResolver] }]), () => 0);

const person = (scopes: Iterable<string>): Identity => ({
  kind: 'user',
  id: 'x',
  sessionId: 'x',
  role: 'x',
  scopes: new Set(scopes),
  provenAt: new Date(),
});

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

/** A request's context, copied as Apollo does: the rules' library writes its own notes into it. */
function contextOf(identity: Identity): Context {
  const context = house.app.house.open({ requestId: newId(), identity });
  return Object.assign(Object.create(Object.getPrototypeOf(context) as object) as Context, context);
}

const run = (source: string, identity: Identity, rootValue?: unknown): Promise<ExecutionResult> =>
  graphql({ schema, source, rootValue, contextValue: contextOf(identity) });

const codesOf = ({ errors = [] }: ExecutionResult): string[] =>
  errors.map((error) => appErrorIn(error)?.code ?? error.message);

/** Words that somebody might take for a scope: parts, longer ones, other cases, several in one. */
const nearScope = fc.constantFrom(...knownScopes().keys()).chain((scope) =>
  fc.oneof(
    fc.constant(scope),
    fc.constantFrom(
      scope.toUpperCase(),
      ` ${scope}`,
      `${scope} `,
      `${scope}:all`,
      `${scope}\0`,
      `${scope},users:write`,
    ),
    fc.nat(scope.length).map((length) => scope.slice(0, length)),
    fc.nat(scope.length).map((start) => scope.slice(start)),
    fc.constantFrom(...knownScopes().keys()).map((other) => `${scope} ${other}`),
    fc.constantFrom('*', '__proto__', 'constructor', 'users', 'toString'),
  ),
);

describe('a scope', () => {
  it('is held exactly or not at all', () => {
    const held = fc.array(nearScope, { maxLength: 6 });
    fc.assert(
      fc.property(held, nearScope, (scopes, asked) => {
        const identity = person(scopes);
        const has = scopes.some((scope) => scope === asked);
        expect(holds(identity, asked)).toBe(has);
        expect(judge({ who: 'scope', scope: asked }, contextOf(identity), 0) === true).toBe(has);
      }),
      { numRuns: sized(2_000, 20_000) },
    );
  });

  it('is named by the refusal as it was asked for', () => {
    expect(judge({ who: 'scope', scope: 'users:write' }, contextOf(person(['users:writer'])), 0)).toMatchObject({
      code: 'FORBIDDEN',
      details: { requires: ['users:write'] },
    });
  });
});

describe('a rule', () => {
  const nested = '{ planted { guarded signedIn below { guarded below { guarded } } } }';

  it.each([undefined, null, {}, { planted: 'x' }])('holds at the root whatever the parent is: %o', async (root) => {
    expect(codesOf(await run('{ plantedRoot }', visitor, root))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await run('{ plantedRoot }', person([]), root))).toEqual(['FORBIDDEN']);
    expect(await run('{ plantedRoot }', person(['users:read']), root)).toEqual({ data: { plantedRoot: 'root' } });
  });

  it('holds below as it does at the root, also where the value is null', async () => {
    expect(codesOf(await run(nested, visitor))).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(codesOf(await run(nested, person([])))).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const { data, errors } = await run(nested, person(['users:read']));
    expect(errors).toBeUndefined();
    expect(data).toEqual({ planted: { guarded: null, signedIn: 'x', below: { guarded: 'deep', below: null } } });
  });

  it.each([
    ['{ a: plantedRoot b: planted { guarded } }', ['FORBIDDEN', 'FORBIDDEN']],
    ['{ b: planted { guarded } a: plantedRoot }', ['FORBIDDEN', 'FORBIDDEN']],
    ['{ a: planted { signedIn } b: planted { guarded } }', ['FORBIDDEN']],
  ])('is asked anew for every field: %s', async (source, codes) =>
    expect(codesOf(await run(source, person([])))).toEqual(codes),
  );
});

describe("an input's rules", () => {
  it('are read before the resolver runs', async () => {
    const write = (word: string): Promise<ExecutionResult> =>
      run(`mutation { plantedWrite(input: { word: "${word}" }) }`, visitor);
    expect(await write('abc')).toEqual({ data: { plantedWrite: 'abc' } });
    expect(codesOf(await write('abcd'))).toEqual(['BAD_USER_INPUT']);
  });

  it.each(['inner: { word: "abcd" }', 'several: [{ word: "abc" }, { word: "abcd" }]'])(
    'are read of inputs within inputs, too: %s',
    async (input) =>
      expect(codesOf(await run(`mutation { plantedWriteDeep(input: { ${input} }) }`, visitor))).toEqual([
        'BAD_USER_INPUT',
      ]),
  );
});
