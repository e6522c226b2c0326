import { errors } from '#kernel/errors.js';
import type { House } from '#kernel/context.js';
import { brokenVisitor, type Identity } from '#kernel/identity.js';
import type { IdentifyStrategy } from '#kernel/module.js';
import { userErrors } from '#modules/users/index.js';
import type { LiveSessions } from './live-sessions.js';
import { sessionErrors } from './vocabulary.js';

const bearer = /^Bearer +([\x21-\x7e]+)$/i;

/** Bearer access tokens: whose they are, and whether their session still lives (catalogue T13, T17, T18). */
export function identifyByAccessToken(house: House, live: LiveSessions): IdentifyStrategy {
  return async ({ authorization }, requestId): Promise<Identity | null> => {
    if (authorization === undefined) return null;
    const token = bearer.exec(authorization)?.[1];
    const claims = token ? house.ports.signer.verify(token, house.ports.clock.now()) : 'invalid';
    if (claims === 'invalid' || claims === 'expired') return brokenVisitor(errors.UNAUTHENTICATED({ reason: claims }));
    const known = await live.find(claims, requestId);
    if (!known || known.proof.userId !== claims.userId)
      return brokenVisitor(sessionErrors.SESSION_ENDED({ reason: 'revoked' }));
    if (known.proof.endReason) return brokenVisitor(sessionErrors.SESSION_ENDED({ reason: known.proof.endReason }));
    if (claims.generation < known.proof.minGeneration)
      return brokenVisitor(errors.UNAUTHENTICATED({ reason: 'expired' }));
    if (!known.access) return brokenVisitor(userErrors.ACCOUNT_SUSPENDED());
    return {
      kind: 'user',
      id: claims.userId,
      sessionId: claims.sessionId,
      ...known.access,
      provenAt: claims.provenAt,
    };
  };
}
