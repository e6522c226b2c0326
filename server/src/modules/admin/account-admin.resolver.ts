import * as v from 'valibot';
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Member, Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { assertArgument, atMost, issue } from '#kernel/input.js';
import { ChecksSecret, PerAddress } from '#kernel/limits.js';
import { UserType } from '#modules/users/index.js';

const reasonRule = v.pipe(v.string(), v.trim(), v.minLength(1, issue('required', 'Say why.')), atMost(500));

@Resolver()
export class AccountAdminResolver {
  @Scope('users:write', { fresh: true })
  @Mutation(() => UserType)
  setUserRole(
    @Ctx() { services }: Context,
    @Arg('userId', () => ID) userId: string,
    @Arg('role', () => String) role: string,
  ): Promise<UserType> {
    return services.admin.accounts.setRole(userId, role);
  }

  @Scope('users:write')
  @Mutation(() => UserType)
  suspendUser(
    @Ctx() { services }: Context,
    @Arg('userId', () => ID) userId: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<UserType> {
    assertArgument('reason', reasonRule, reason);
    return services.admin.accounts.suspend(userId, reason.trim());
  }

  @Scope('users:write')
  @Mutation(() => UserType)
  reinstateUser(@Ctx() { services }: Context, @Arg('userId', () => ID) userId: string): Promise<UserType> {
    return services.admin.accounts.reinstate(userId);
  }

  @Scope('users:write')
  @Mutation(() => Int, { description: "Ends that user's sessions and says how many." })
  revokeUserSessions(@Ctx() { services }: Context, @Arg('userId', () => ID) userId: string): Promise<number> {
    return services.admin.accounts.endSessions(userId);
  }

  @Scope('users:delete', { fresh: true })
  @Mutation(() => Boolean)
  async deleteUser(@Ctx() { services }: Context, @Arg('userId', () => ID) userId: string): Promise<boolean> {
    await services.admin.accounts.delete(userId);
    return true;
  }

  @Member()
  @ChecksSecret('token')
  @PerAddress({ name: 'claim', tries: 10, perSeconds: 3_600, countsOn: ['BAD_USER_INPUT'] })
  @Mutation(() => UserType, {
    description: 'Makes the caller administrator, once, by the claim token that the server printed at start.',
  })
  claimInstance(@Ctx() { services }: Context, @Arg('token', () => String) token: string): Promise<UserType> {
    return services.admin.claims.redeem(token);
  }
}
