import { OperationTypeNode, type GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Member, Public, Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { actorId, actorOf, holds, isPerson } from '#kernel/identity.js';
import { PageArgs, type Connection } from '#kernel/page.js';
import { EmailAddress } from '#kernel/scalars.js';
import { inOrder } from './roles.js';
import { GrantType } from './role.type.js';
import { listGrants } from './role.views.js';
import { UpdateProfileInput, UserFilter, UserOrder } from './user.inputs.js';
import { UserConnection, UserType } from './user.type.js';
import { listUsers } from './user-list.views.js';
import { findUser, type UserView } from './user.views.js';

@Resolver(() => UserType)
export class UserResolver {
  @Public()
  @Query(() => UserType, { nullable: true, description: 'The signed-in user, or null.' })
  async me(@Ctx() { identity, ports }: Context): Promise<UserType | null> {
    if (identity.kind === 'visitor' && identity.broken) throw identity.broken;
    const id = actorId(identity);
    return id ? findUser(ports.reader, id) : null;
  }

  @Scope('users:read')
  @Query(() => UserConnection)
  users(
    @Ctx() { ports }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => UserFilter, { nullable: true }) filter?: UserFilter | null,
    @Arg('order', () => UserOrder, { nullable: true }) order?: UserOrder | null,
  ): Promise<Connection<UserType>> {
    return listUsers(ports.reader, page, filter, order);
  }

  @Scope('users:read')
  @Query(() => UserType, { nullable: true })
  user(@Ctx() { ports }: Context, @Arg('id', () => ID) id: string): Promise<UserType | null> {
    return findUser(ports.reader, id);
  }

  @Member()
  @Mutation(() => UserType)
  updateProfile(
    @Ctx() { services }: Context,
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
  ): Promise<UserType> {
    return services.users.updateProfile(input);
  }

  @FieldResolver(() => EmailAddress, {
    nullable: true,
    description: 'Seen by the person and by holders of users:read; null to others.',
  })
  email(@Root() user: UserView, @Ctx() { identity }: Context): string | null {
    return user.ownScopes || isPerson(identity, user.id) || holds(identity, 'users:read') ? user.email : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why the account is suspended. Seen by holders of users:read; null to others.',
  })
  suspensionReason(@Root() user: UserView, @Ctx() { identity }: Context): string | null {
    return holds(identity, 'users:read') ? user.suspensionReason : null;
  }

  @FieldResolver(() => [String], {
    name: 'scopes',
    description: "Everything the user may do now: the role's scopes and the grants that have not ended.",
  })
  async userScopes(
    @Root() user: UserView,
    @Ctx() { identity, services }: Context,
    @Info() { operation }: GraphQLResolveInfo,
  ): Promise<readonly string[]> {
    if (user.ownScopes) return user.ownScopes;
    // A mutation may have changed what the identity of its request still says.
    const asker = operation.operation === OperationTypeNode.QUERY ? actorOf(identity) : null;
    return asker?.id === user.id ? inOrder(asker.scopes) : services.users.scopesOf(user.id);
  }

  @FieldResolver(() => [GrantType], {
    nullable: true,
    description: 'The scopes besides the role. Seen by the person and by holders of users:read; null to others.',
  })
  async grants(@Root() user: UserType, @Ctx() { identity, ports }: Context): Promise<GrantType[] | null> {
    if (!isPerson(identity, user.id) && !holds(identity, 'users:read')) return null;
    return listGrants(ports.reader, user.id, ports.clock.now());
  }
}
