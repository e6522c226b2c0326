import type { Context, Unit } from '#kernel/context.js';
import { endSession, factsOf } from './ending.js';
import { prove } from './proof.js';
import type { PresentedToken } from './refresh-token.js';
import { endedBecause, judge, rotated, type EndReason, type Session } from './session.js';
import { saveSession } from './session.store.js';

const rotationsAllowed = { tries: 30, perSeconds: 60 };
const replaysAllowed = { tries: 150, perSeconds: 60 };

/** What came of a refresh token. Returned, not thrown: what was revoked must be committed first (catalogue T2). */
export type RefreshOutcome =
  | { readonly kind: 'alive'; readonly session: Session }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'throttled'; readonly retryAfterS: number };

/** Takes a refresh token in: rotates, answers again, or ends the session (security.md 3.1). */
export async function receive(context: Context, unit: Unit, presented: PresentedToken): Promise<RefreshOutcome> {
  const session = await prove(context, unit.sql, presented);
  if (!session) return { kind: 'ended', reason: 'revoked' };
  const reason = endedBecause(session, unit.now);
  if (reason) return { kind: 'ended', reason };
  const verdict = judge(session, presented.generation, unit.now, context.settings.sessions);
  if (verdict === 'unknown') return { kind: 'ended', reason: 'revoked' };
  if (verdict === 'reused') return endReused(unit, session);
  if (verdict === 'superseded') return { kind: 'superseded' };
  if (verdict === 'rotate') return rotate(context, unit, session);
  return answerAgain(context, unit, session, verdict);
}

async function rotate({ ports, services, settings }: Context, unit: Unit, session: Session): Promise<RefreshOutcome> {
  const retryAfterS = await ports.limiter.take(`rotation:${session.id}`, rotationsAllowed);
  if (retryAfterS !== null) return { kind: 'throttled', retryAfterS };
  const next = rotated(session, unit.now, settings.sessions);
  await saveSession(unit.sql, next);
  await services.users.seen(unit, session.userId);
  unit.record('session.refreshed', factsOf(session));
  return { kind: 'alive', session: next };
}

/** What is too much is refused for a while; the family lives (catalogue T6). */
async function answerAgain(
  { ports }: Context,
  unit: Unit,
  session: Session,
  verdict: 'in_grace' | 'lost_response',
): Promise<RefreshOutcome> {
  const retryAfterS = await ports.limiter.take(`replay:${session.id}:${session.generation}`, replaysAllowed);
  if (retryAfterS !== null) return { kind: 'throttled', retryAfterS };
  unit.record('session.refresh_replayed', { ...factsOf(session), facts: { verdict } });
  return { kind: 'alive', session };
}

async function endReused(unit: Unit, session: Session): Promise<RefreshOutcome> {
  unit.record('session.reuse_detected', factsOf(session));
  await endSession(unit, session, 'reused');
  return { kind: 'ended', reason: 'reused' };
}
