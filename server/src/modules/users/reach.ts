import { errors } from '#kernel/errors.js';
import type { Identity } from '#kernel/identity.js';

/** Nobody gives, takes or bundles a power that they do not hold: FORBIDDEN names what is missing. */
export function assertHolds(identity: Identity, scopes: readonly string[]): void {
  if (identity.kind !== 'user') return;
  const missing = scopes.filter((scope) => !identity.scopes.has(scope));
  if (missing.length > 0)
    throw errors.FORBIDDEN({ requires: missing }, 'This reaches further than what you may do yourself.');
}
