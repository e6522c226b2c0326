import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Scope } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { isId } from '#kernel/entity.js';
import { errors, invalidField } from '#kernel/errors.js';
import { explain, explainAll } from './explain.js';
import { AccessExplanation } from './role.type.js';
import { findAccess, listRoles, type UserAccess } from './role.views.js';
import type { Role } from './roles.js';

async function standingOf({ ports }: Context, userId: string): Promise<[UserAccess, readonly Role[]]> {
  const access = isId(userId) ? await findAccess(ports.reader, userId, ports.clock.now()) : null;
  if (!access) throw errors.NOT_FOUND();
  return [access, await listRoles(ports.reader)];
}

@Resolver()
export class AccessResolver {
  @Scope('users:read')
  @Query(() => AccessExplanation, {
    description: "What would happen if this user asked for this field, written 'Query.users'.",
  })
  async explainAccess(
    @Ctx() context: Context,
    @Arg('userId', () => ID) userId: string,
    @Arg('coordinate', () => String) coordinate: string,
  ): Promise<AccessExplanation> {
    const rule = context.access.get(coordinate);
    if (!rule) throw invalidField('coordinate', 'unknown_field', 'No field of this name has a rule of its own.');
    return explain(coordinate, rule, ...(await standingOf(context, userId)));
  }

  @Scope('users:read')
  @Query(() => [AccessExplanation], { description: 'The same for every field that has a rule.' })
  async accessOf(@Ctx() context: Context, @Arg('userId', () => ID) userId: string): Promise<AccessExplanation[]> {
    return explainAll(context.access, ...(await standingOf(context, userId)));
  }
}
