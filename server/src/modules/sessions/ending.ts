import type { Unit } from '#kernel/context.js';
import type { EndReason, Session } from './session.entity.js';

/** Whom an event about a session is about. */
export const factsOf = (session: Session): { subject: string; actorId: string } => ({
  subject: `session:${session.id}`,
  actorId: session.user.id,
});

/** Ends a session for good, and records it. */
export function endSession(unit: Unit, session: Session, reason: EndReason): void {
  session.end(reason, unit.now);
  unit.record('session.ended', { subject: `session:${session.id}`, facts: { reason } });
}
