import type { SessionSettings } from './settings.js';

/** Why a session ended, as `SESSION_ENDED` tells it. */
export type EndReason = 'revoked' | 'expired' | 'reused';

/** What a presented generation deserves (security.md 3.1). */
export type Verdict = 'rotate' | 'in_grace' | 'lost_response' | 'superseded' | 'reused' | 'unknown';

/** One device of one person, from sign-in to its end: a family of refresh tokens, of which one is alive. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deviceName: string;
  readonly ipAddress: string;
  readonly sealedKey: Buffer;
  readonly generation: number;
  readonly rotatedAt: Date;
  /** The newest generation whose access or refresh token came back: its predecessor is dead. */
  readonly acknowledged: number;
  /** Access tokens of earlier generations are refused, and their refresh tokens are replays. */
  readonly minGeneration: number;
  readonly provenAt: Date;
  readonly lastUsedAt: Date;
  readonly idleExpiresAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: EndReason | null;
}

/** What a new session is made of. */
export type SessionStart = Pick<Session, 'id' | 'userId' | 'deviceName' | 'ipAddress' | 'sealedKey'>;

/** When a session ends unless it is used again: never beyond its absolute limit (catalogue T19). */
const idleLimit = (expiresAt: Date, now: Date, { idleTtlMs }: SessionSettings): Date =>
  new Date(Math.min(now.getTime() + idleTtlMs, expiresAt.getTime()));

/** A session that begins now, with its first generation. */
export function begun(start: SessionStart, now: Date, settings: SessionSettings): Session {
  const expiresAt = new Date(now.getTime() + settings.absoluteTtlMs);
  const [createdAt, updatedAt, rotatedAt, provenAt, lastUsedAt] = [now, now, now, now, now];
  return {
    ...start,
    ...{ createdAt, updatedAt, rotatedAt, provenAt, lastUsedAt, expiresAt },
    idleExpiresAt: idleLimit(expiresAt, now, settings),
    generation: 1,
    acknowledged: 0,
    minGeneration: 1,
    endedAt: null,
    endReason: null,
  };
}

/** Judges a generation whose token is proven to be ours. */
export function judge(session: Session, generation: number, now: Date, { graceMs }: SessionSettings): Verdict {
  if (generation > session.generation) return 'unknown';
  if (generation === session.generation) return 'rotate';
  if (generation !== session.generation - 1) return 'reused';
  const inGrace = now.getTime() - session.rotatedAt.getTime() <= graceMs;
  // Sent by another tab while this one changed the password: no token for it, but no theft either.
  if (generation < session.minGeneration) return inGrace ? 'superseded' : 'reused';
  if (inGrace) return 'in_grace';
  return session.acknowledged < session.generation ? 'lost_response' : 'reused';
}

/** The next generation; the presented one is thereby acknowledged, and the idle limit starts anew. */
export const rotated = (session: Session, now: Date, settings: SessionSettings): Session => ({
  ...session,
  acknowledged: session.generation,
  generation: session.generation + 1,
  rotatedAt: now,
  lastUsedAt: now,
  updatedAt: now,
  idleExpiresAt: idleLimit(session.expiresAt, now, settings),
});

/** The password was proven again: a new generation, and every token before it is dead. */
export function renewed(session: Session, now: Date, settings: SessionSettings): Session {
  const next = rotated(session, now, settings);
  return { ...next, minGeneration: next.generation, provenAt: now };
}

export const ended = (session: Session, endReason: EndReason, now: Date): Session => ({
  ...session,
  endReason,
  endedAt: now,
  updatedAt: now,
});

/** Why the session no longer lives, or null. */
export function endedBecause(session: Session, now: Date): EndReason | null {
  if (session.endedAt) return session.endReason ?? 'revoked';
  return now >= session.idleExpiresAt ? 'expired' : null;
}
