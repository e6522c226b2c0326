import type { House } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import type { Standing } from '#kernel/module.js';
import { findAccess, userErrors } from '#modules/users/index.js';
import { findToken, hasExpired } from './api-token.views.js';

/** Asked inside the transaction of every change: a program that has begun stops with its token, and with its owner. */
export function standingOf({ ports: { reader } }: House): Standing {
  return async (identity, now) => {
    if (identity.kind !== 'token') return;
    const token = await findToken(reader, identity.tokenId);
    if (!token || hasExpired(token, now)) throw errors.UNAUTHENTICATED({ reason: token ? 'expired' : 'invalid' });
    const access = await findAccess(reader, identity.id, now);
    if (access?.status !== 'ACTIVE') throw userErrors.ACCOUNT_SUSPENDED();
    const lost = [...identity.scopes].filter((scope) => !access.scopes.includes(scope));
    if (lost.length > 0) throw errors.FORBIDDEN({ requires: lost }, 'What you may do has just changed.');
  };
}
