import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { assertArgument } from '#kernel/input.js';
import { knownScopes } from '#kernel/scopes.js';
import { roleDescriptionRule, roleNameRule } from './role.inputs.js';
import { RoleType, ScopeType } from './role.type.js';
import { listRoles } from './role.views.js';
import { UserCounts } from './user-counts.js';
import { UserType } from './user.type.js';

@Resolver()
export class RoleResolver {
  @Scope('users:read')
  @Query(() => [RoleType])
  async roles(@Ctx() { ports }: Context): Promise<RoleType[]> {
    const [roles, counts] = await Promise.all([listRoles(ports.reader), UserCounts.read(ports.reader)]);
    return roles.map((role) => ({ ...role, userCount: counts.of({ role: role.name }) }));
  }

  @Scope('users:read')
  @Query(() => [ScopeType])
  scopes(): ScopeType[] {
    return [...knownScopes()].map(([name, description]) => ({ name, description }));
  }

  @Scope('roles:write', { fresh: true })
  @Mutation(() => RoleType)
  async createRole(
    @Ctx() { services }: Context,
    @Arg('name', () => String) name: string,
    @Arg('description', () => String) description: string,
    @Arg('scopes', () => [String]) scopes: string[],
  ): Promise<RoleType> {
    assertArgument('name', roleNameRule, name);
    assertArgument('description', roleDescriptionRule, description);
    return services.users.roles.create(name, description.trim(), scopes);
  }

  @Scope('roles:write', { fresh: true })
  @Mutation(() => RoleType)
  async updateRole(
    @Ctx() { services }: Context,
    @Arg('name', () => String) name: string,
    @Arg('description', () => String, { nullable: true }) description?: string | null,
    @Arg('scopes', () => [String], { nullable: true }) scopes?: string[] | null,
  ): Promise<RoleType> {
    if (typeof description === 'string') assertArgument('description', roleDescriptionRule, description);
    return services.users.roles.update(name, { description: description?.trim(), scopes });
  }

  @Scope('roles:write', { fresh: true })
  @Mutation(() => Boolean, { description: 'Refused while anyone holds it.' })
  async deleteRole(@Ctx() { services }: Context, @Arg('name', () => String) name: string): Promise<boolean> {
    await services.users.roles.delete(name);
    return true;
  }

  @Scope('users:write', { fresh: true })
  @Mutation(() => UserType, { description: "Ends by itself at 'until'; null: does not end." })
  async grantScope(
    @Ctx() { services }: Context,
    @Arg('userId', () => ID) userId: string,
    @Arg('scope', () => String) scope: string,
    @Arg('until', () => GraphQLDateTime, { nullable: true }) until?: Date | null,
  ): Promise<UserType> {
    await services.users.grants.grant(userId, scope, until ?? null);
    return services.users.view(userId);
  }

  @Scope('users:write', { fresh: true })
  @Mutation(() => UserType)
  async revokeScope(
    @Ctx() { services }: Context,
    @Arg('userId', () => ID) userId: string,
    @Arg('scope', () => String) scope: string,
  ): Promise<UserType> {
    await services.users.grants.revoke(userId, scope);
    return services.users.view(userId);
  }
}
