import { describeAccess, type AccessRule, type AccessRules } from '#kernel/access.js';
import type { Role } from './roles.js';
import type { AccessExplanation } from './role.type.js';
import type { UserAccess } from './role.views.js';

const passes = ({ scope }: AccessRule, held: readonly string[]): boolean => scope === undefined || held.includes(scope);

/** Whether a user may reach a field, what is missing, and which roles would pass; a fresh proof is taken as given. */
export function explain(
  coordinate: string,
  rule: AccessRule,
  user: UserAccess,
  roles: readonly Role[],
): AccessExplanation {
  const held = user.status === 'ACTIVE' ? user.scopes : [];
  const isIn = rule.who === 'public' || user.status === 'ACTIVE';
  return {
    coordinate,
    allowed: isIn && passes(rule, held),
    rule: describeAccess(rule),
    missingScopes: rule.scope !== undefined && !held.includes(rule.scope) ? [rule.scope] : [],
    rolesThatPass: roles.filter(({ scopes }) => passes(rule, scopes)).map(({ name }) => name),
  };
}

/** The same for every guarded field, in the order of their coordinates. */
export function explainAll(rules: AccessRules, user: UserAccess, roles: readonly Role[]): AccessExplanation[] {
  return [...rules]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([coordinate, rule]) => explain(coordinate, rule, user, roles));
}
