// Catalogue: Z1, Z3, S3; promise M7.
import type { GraphQLObjectType } from 'graphql';
import { Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { Member, Public, Scope } from '#kernel/access.js';
import { knownScopes } from '#kernel/scopes.js';
import { guardedFields } from '#platform/graphql/access.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { protect } from '#platform/graphql/shield.js';

@Resolver()
class UnguardedResolver {
  @Query(() => String)
  planted(): string {
    return 'open to all';
  }
}

@Resolver()
class UnknownScopeResolver {
  @Scope('planted:read')
  @Query(() => String)
  plantedScope(): string {
    return 'open to nobody knows whom';
  }
}

@ObjectType('PlantedReceipt')
class PlantedReceipt {
  @Field(() => PlantedReceipt, { nullable: true })
  next?: PlantedReceipt;

  @Scope('users:read')
  @Field(() => String)
  secret!: string;

  @Member({ fresh: true })
  @Field(() => String)
  recent!: string;

  @Public()
  @Field(() => String)
  open!: string;
}

@ObjectType('PlantedPayload')
class PlantedPayload {
  @Field(() => [PlantedReceipt])
  receipts!: PlantedReceipt[];
}

@Resolver()
class EffectFirstResolver {
  @Member()
  @Mutation(() => PlantedPayload)
  plantedWrite(): PlantedPayload {
    return { receipts: [] };
  }
}

@ObjectType('PlantedNotice')
class PlantedNotice {
  @Member()
  @Field(() => String)
  personal!: string;
}

@Resolver()
class TokenFirstResolver {
  @Scope('users:read')
  @Mutation(() => PlantedNotice)
  plantedByToken(): PlantedNotice {
    return { personal: '' };
  }

  @Scope('users:read', { fresh: true })
  @Mutation(() => PlantedNotice)
  plantedByPerson(): PlantedNotice {
    return { personal: '' };
  }
}

@Resolver()
class PermissionFirstResolver {
  @Scope('users:read', { fresh: true })
  @Mutation(() => PlantedPayload)
  plantedCarefulWrite(): PlantedPayload {
    return { receipts: [] };
  }

  @Public()
  @Query(() => PlantedPayload)
  plantedRead(): PlantedPayload {
    return { receipts: [] };
  }
}

const schema = buildHouseSchema(modules);
const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => !!type);

describe('access', () => {
  it('is declared on every root field, with scopes that some module declares', () => {
    const guarded = guardedFields(schema);
    for (const root of roots)
      expect(
        guarded
          .filter(({ type }) => type === root.name)
          .map(({ field }) => field)
          .toSorted(),
      ).toEqual(Object.keys(root.getFields()).toSorted());
    for (const { access } of guarded)
      if (access.who === 'scope') expect([...knownScopes().keys()]).toContain(access.scope);
  });

  it('undeclared, keeps the house shut', () => {
    const planted = [...modules, { name: 'planted', resolvers: [UnguardedResolver] }];
    expect(() => buildHouseSchema(planted)).toThrow('Query.planted declares no access');
  });

  it('by a scope that no module declares, keeps the house shut', () => {
    const planted = [...modules, { name: 'planted', resolvers: [UnknownScopeResolver] }];
    expect(() => buildHouseSchema(planted)).toThrow(
      'Query.plantedScope asks for planted:read, which no module declares',
    );
  });

  it('that could be refused after the effect of a mutation keeps the house shut, however deep', () => {
    const planted = [...modules, { name: 'planted', resolvers: [EffectFirstResolver] }];
    expect(() => buildHouseSchema(planted)).toThrow(
      [
        'the schema cannot be guarded:',
        'Mutation.plantedWrite [member] answers PlantedReceipt.secret, which asks for [scope: users:read]',
        'Mutation.plantedWrite [member] answers PlantedReceipt.recent, which asks for [member] [fresh]',
      ].join('\n'),
    );
  });

  it('that a program with a token passes does not stand before what only people see', () => {
    const planted = [...modules, { name: 'planted', resolvers: [TokenFirstResolver] }];
    expect(() => buildHouseSchema(planted)).toThrow(
      [
        'the schema cannot be guarded:',
        'Mutation.plantedByToken [scope: users:read] answers PlantedNotice.personal, which asks for [member]',
      ].join('\n'),
    );
  });

  it('that the rule of the mutation implies, or that only a query reaches, is no obstacle', () => {
    const planted = [...modules, { name: 'planted', resolvers: [PermissionFirstResolver] }];
    expect(() => buildHouseSchema(planted)).not.toThrow();
  });

  it('is compiled for every guarded field', () => {
    const guardedSchema = protect(buildHouseSchema(modules), () => 0);
    for (const { type, field } of guardedFields(schema)) {
      const before = (schema.getType(type) as GraphQLObjectType).getFields()[field];
      const after = (guardedSchema.getType(type) as GraphQLObjectType).getFields()[field];
      expect(after?.resolve, `${type}.${field}`).toBeDefined();
      expect(after?.resolve).not.toBe(before?.resolve);
    }
  });
});
