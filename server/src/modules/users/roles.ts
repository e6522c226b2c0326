import { knownScopes } from '#kernel/scopes.js';
import { builtInRoles } from './vocabulary.js';

export const adminRole = 'admin';
export const memberRole = 'member';

/** A named bundle of scopes. */
export interface Role {
  readonly name: string;
  readonly description: string;
  readonly scopes: readonly string[];
  readonly builtIn: boolean;
}

const bundles: Record<keyof typeof builtInRoles, () => readonly string[]> = {
  admin: () => [...knownScopes().keys()],
  member: () => [],
};

/** The roles that there are, in the order in which a person should read them. */
export function allRoles(): readonly Role[] {
  return Object.entries(builtInRoles).map(([name, description]) => ({
    name,
    description,
    scopes: bundles[name as keyof typeof builtInRoles](),
    builtIn: true,
  }));
}

/** The role of that name. */
export const findRole = (name: string): Role | undefined => allRoles().find((role) => role.name === name);

/** What a role allows; a role that no longer exists allows nothing. */
export const scopesOf = (role: string): readonly string[] => findRole(role)?.scopes ?? [];
