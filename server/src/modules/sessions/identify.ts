import { errors } from '#kernel/errors.js';
import type { House } from '#kernel/context.js';
import { brokenVisitor, type Identity } from '#kernel/identity.js';
import type { IdentifyStrategy } from '#kernel/module.js';
import { findAccess, userErrors } from '#modules/users/index.js';
import type { LiveSessions } from './live-sessions.js';
import { prove } from './proof.js';
import { parseRefreshToken } from './refresh-token.js';
import { endedBecause, judge, type Verdict } from './session.js';
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

/** The tokens that a browser may hold while it is signed in: the newest, and the one before as long as that is answered. */
const held: readonly Verdict[] = ['rotate', 'in_grace', 'lost_response'];

/**
 * The refresh cookie, where nothing else comes: a browser that follows a plain link. It is proven and no more: nothing is
 * rotated, and what would be a replay ends no session, since no token is asked for (catalogue T12).
 */
export function identifyByRefreshToken({ log, ports, settings }: House): IdentifyStrategy {
  return async ({ refreshToken }): Promise<Identity | null> => {
    const presented = refreshToken === undefined ? null : parseRefreshToken(refreshToken);
    const session = presented && (await prove({ log, ports }, ports.reader, presented));
    const now = ports.clock.now();
    if (!session || endedBecause(session, now)) return null;
    if (!held.includes(judge(session, presented.generation, now, settings.sessions))) return null;
    const access = await findAccess(ports.reader, session.userId, now);
    if (access?.status !== 'ACTIVE') return null;
    const { role, scopes } = access;
    const { id: sessionId, provenAt, userId: id } = session;
    return { kind: 'user', id, sessionId, role, scopes: new Set(scopes), provenAt };
  };
}
