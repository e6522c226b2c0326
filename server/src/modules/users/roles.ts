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

/** The roles that every instance has, in the order in which a person should read them. */
export function allBuiltInRoles(): readonly Role[] {
  return Object.entries(builtInRoles).map(([name, description]) => ({
    name,
    description,
    scopes: bundles[name as keyof typeof builtInRoles](),
    builtIn: true,
  }));
}

/** The built-in role of that name. */
export const findBuiltInRole = (name: string): Role | undefined => allBuiltInRoles().find((role) => role.name === name);

/** The dearest operation that a person of this role may run, in objects (promise M8). */
export const maxCostOf = (role: string): number => (role === adminRole ? 5_000 : 1_000);

/** These scopes once each, in the order of their declaration; a scope that no module declares any more is left out. */
export function inOrder(scopes: Iterable<string>): readonly string[] {
  const held = new Set(scopes);
  return [...knownScopes().keys()].filter((scope) => held.has(scope));
}
