import type { Module } from '#kernel/module.js';
import { AccessResolver } from './access.resolver.js';
import { roleEntities } from './role.entity.js';
import { personal } from './personal.js';
import { RoleResolver } from './role.resolver.js';
import { userEntities } from './user.entity.js';
import { UserResolver } from './user.resolver.js';
import { UserService } from './user.service.js';

export { User } from './user.entity.js';
export { UserType } from './user.type.js';
export { findIdByIdentifier, findUser, findUsers, type UserView } from './user.views.js';
export type { NewUser } from './user.service.js';
export { accessOf, findAccess } from './role.views.js';
export { LiveAccess, type Known } from './live-access.js';
export { UserCounts } from './user-counts.js';
export { allBuiltInRoles, maxCostOf } from './roles.js';
export { userErrors } from './vocabulary.js';
export * as userRules from './rules.js';

declare module '#kernel/context.js' {
  interface Services {
    users: UserService;
  }
}

/** Who exists: accounts, profiles, roles, grants. */
export const users = {
  name: 'users',
  entities: [...userEntities, ...roleEntities],
  personal,
  resolvers: [UserResolver, RoleResolver, AccessResolver],
  services: (context) => new UserService(context),
} satisfies Module<'users'>;
