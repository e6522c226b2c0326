// Catalogue: Z13, G1: limits hang on resolvers; one that would hang on nothing keeps the house shut.
import { getNamedType, isInputObjectType, type GraphQLField } from 'graphql';
import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { Public } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { ChecksSecret, PerAddress } from '#kernel/limits.js';
import { rootFields } from '#platform/graphql/access.js';
import { secretArgumentOf } from '#platform/graphql/limits.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';

const limit = { name: 'planted', tries: 1, perSeconds: 1 };

@Resolver()
class LimitBesideNothing {
  @Public()
  @Query(() => String)
  plantedLimit(): string {
    return this.renamed();
  }

  @PerAddress(limit)
  renamed(): string {
    return 'unlimited';
  }
}

@Resolver()
class SecretOfNoArgument {
  @Public()
  @ChecksSecret('input.password')
  @Mutation(() => String)
  plantedSecret(@Arg('password', () => String) password: string): string {
    return password;
  }
}

const opening = (resolver: new () => object) => () =>
  buildHouseSchema([...modules, { name: 'planted', resolvers: [resolver] }]);

/** What a field takes that proves something, by the names of its arguments and their fields. */
function secretsOf({ args }: GraphQLField<unknown, Context>): string[] {
  const paths = args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    return isInputObjectType(named) ? Object.keys(named.getFields()).map((inner) => `${name}.${inner}`) : [name];
  });
  return paths.filter((path) => /(^|\.)((?!new)\w*password|\w*token|(?!postal)\w*code)$/i.test(path));
}

describe('a mark', () => {
  it('beside what is no field keeps the house shut', () =>
    expect(opening(LimitBesideNothing)).toThrow('rules or limits stand beside no field: LimitBesideNothing.renamed'));

  it('that names an argument which there is not keeps the house shut', () =>
    expect(opening(SecretOfNoArgument)).toThrow('Mutation.plantedSecret takes no argument input.password'));
});

describe('every field that takes a secret', () => {
  const taking = rootFields(buildHouseSchema(modules)).filter(({ field }) => secretsOf(field).length > 0);

  it('is found', () =>
    expect(taking.map(({ coordinate }) => coordinate)).toEqual(
      expect.arrayContaining([
        'Mutation.login',
        'Mutation.claimInstance',
        'Mutation.refresh',
        'Mutation.deleteAccount',
      ]),
    ));

  it.each(taking)('is marked: $coordinate', ({ field }) => expect(secretsOf(field)).toEqual([secretArgumentOf(field)]));
});
