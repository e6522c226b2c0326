import type { Module } from '#kernel/module.js';
import type { Reader } from '#kernel/ports.js';
import { scopesOf } from './roles.js';
import { userEntities, type UserStatus } from './user.entity.js';
import { UserResolver } from './user.resolver.js';
import { UserService } from './user.service.js';

export { User } from './user.entity.js';
export { UserType } from './user.type.js';
export { findIdByIdentifier, findUser, type UserView } from './user.views.js';
export type { NewUser } from './user.service.js';
export { allRoles } from './roles.js';
export { userErrors } from './vocabulary.js';
export * as userRules from './rules.js';

declare module '#kernel/context.js' {
  interface Services {
    users: UserService;
  }
}

/** What a user may do now; null where there is no such user or the account is suspended. */
export async function findAccess(reader: Reader, id: string): Promise<{ scopes: readonly string[] } | null> {
  const row = await reader.one<{ role: string; status: UserStatus }>('select role, status from "user" where id = ?', [
    id,
  ]);
  return row?.status === 'ACTIVE' ? { scopes: scopesOf(row.role) } : null;
}

/** Who exists: accounts, profiles, roles. */
export const users = {
  name: 'users',
  entities: userEntities,
  resolvers: [UserResolver],
  services: (context) => new UserService(context),
} satisfies Module<'users'>;
