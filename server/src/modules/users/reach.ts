import type { Context } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { actorOf, type Identity } from '#kernel/identity.js';
import { findLasting } from './role.views.js';

/** Nobody gives, takes or bundles a power that they do not hold: FORBIDDEN names what is missing. */
export function assertHolds(identity: Identity, scopes: readonly string[]): void {
  const actor = actorOf(identity);
  if (!actor) return;
  const missing = scopes.filter((scope) => !actor.scopes.has(scope));
  if (missing.length > 0)
    throw errors.FORBIDDEN({ requires: missing }, 'This reaches further than what you may do yourself.');
}

/** Nobody gives a power for longer than they hold it: a grant that ends could be made to stay (promise M12). */
export async function assertHoldsUntil(
  { identity, ports }: Context,
  scopes: readonly string[],
  until: Date | null,
): Promise<void> {
  const actor = actorOf(identity);
  if (!actor) return;
  assertHolds(identity, scopes);
  const lasting = await findLasting(ports.reader, actor.id, ports.clock.now(), until);
  const ending = scopes.filter((scope) => !lasting.has(scope));
  if (ending.length > 0)
    throw errors.FORBIDDEN({ requires: ending }, 'You hold this yourself for a shorter time only.');
}
