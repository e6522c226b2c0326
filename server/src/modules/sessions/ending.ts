import type { Unit } from '#kernel/context.js';
import { ended, type EndReason, type Session } from './session.js';
import { saveSession } from './session.store.js';

/** Whom an event about a session is about. */
export const factsOf = (session: Session): { subject: string; actorId: string } => ({
  subject: `session:${session.id}`,
  actorId: session.userId,
});

/** Ends a session for good, and records it. */
export async function endSession(unit: Unit, session: Session, reason: EndReason): Promise<void> {
  await saveSession(unit.sql, ended(session, reason, unit.now));
  unit.record('session.ended', { subject: `session:${session.id}`, concernsId: session.userId, facts: { reason } });
}
