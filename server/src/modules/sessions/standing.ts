import type { House } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import type { Standing } from '#kernel/module.js';
import { findAccess } from '#modules/users/index.js';
import { findLiveSession } from './session.views.js';
import { sessionErrors } from './vocabulary.js';

/**
 * Asked inside the transaction of every change: a request that has begun must not go on acting after its author was
 * signed out, suspended or demoted (catalogue T13, T14, Z10). SESSION_ENDED, or FORBIDDEN with what was lost.
 */
export function standingOf({ ports }: House): Standing {
  return async (identity, now) => {
    if (identity.kind !== 'user') return;
    const session = await findLiveSession(ports.reader, identity.sessionId);
    const access = await findAccess(ports.reader, identity.id, now);
    if (!session || session.endReason || access?.status !== 'ACTIVE')
      throw sessionErrors.SESSION_ENDED({ reason: session?.endReason ?? 'revoked' });
    const lost = [...identity.scopes].filter((scope) => !access.scopes.includes(scope));
    if (lost.length > 0) throw errors.FORBIDDEN({ requires: lost }, 'What you may do has just changed.');
  };
}
