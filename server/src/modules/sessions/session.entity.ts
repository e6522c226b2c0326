import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';
import { dayOfColumn, tallyTriggers } from '#kernel/tally.js';
import { User } from '#modules/users/index.js';
import type { SessionSettings } from './settings.js';

/** Why a session ended, as `SESSION_ENDED` tells it. */
export type EndReason = 'revoked' | 'expired' | 'reused';

/** What a presented generation deserves (security.md 3.1). */
export type Verdict = 'rotate' | 'in_grace' | 'lost_response' | 'superseded' | 'reused' | 'unknown';

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  // How many sessions have not ended, by the day on which they expire unless they are used again.
  triggers: tallyTriggers(
    'session',
    (row) => `case when ${row}.ended_at is null then ${dayOfColumn(`${row}.idle_expires_at`)} end`,
  ),
  indexes: [{ properties: ['user', 'endedAt'] }, { properties: ['idleExpiresAt', 'endedAt'] }],
  properties: {
    ...entityBase,
    user: () => p.manyToOne(User).deleteRule('cascade').index(false),
    deviceName: p.string(),
    ipAddress: p.string(),
    sealedKey: p.blob(),
    generation: p.integer(),
    rotatedAt: p.datetime(3),
    /** The newest generation whose access or refresh token came back: its predecessor is dead. */
    acknowledged: p.integer(),
    /** Access tokens of earlier generations are refused, and their refresh tokens are replays. */
    minGeneration: p.integer(),
    provenAt: p.datetime(3),
    lastUsedAt: p.datetime(3),
    idleExpiresAt: p.datetime(3),
    expiresAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    endReason: p.string().$type<EndReason>().nullable(),
  },
});

/** One device of one person, from sign-in to its end: a family of refresh tokens, of which one is alive. */
export class Session extends SessionSchema.class {
  /** Judges a generation whose token is proven to be ours. Changes nothing. */
  judge(generation: number, now: Date, settings: SessionSettings): Verdict {
    if (generation > this.generation) return 'unknown';
    if (generation === this.generation) return 'rotate';
    if (generation !== this.generation - 1) return 'reused';
    const inGrace = now.getTime() - this.rotatedAt.getTime() <= settings.graceMs;
    // Sent by another tab while this one changed the password: no token for it, but no theft either.
    if (generation < this.minGeneration) return inGrace ? 'superseded' : 'reused';
    if (inGrace) return 'in_grace';
    return this.acknowledged < this.generation ? 'lost_response' : 'reused';
  }

  /** Moves to the next generation; the presented one is thereby acknowledged. */
  rotate(now: Date, settings: SessionSettings): void {
    this.acknowledged = this.generation;
    this.generation += 1;
    this.rotatedAt = now;
    this.extend(now, settings);
  }

  /** Counts as use: the idle limit starts anew, never beyond the absolute one (catalogue T19). */
  extend(now: Date, settings: SessionSettings): void {
    this.lastUsedAt = now;
    this.updatedAt = now;
    this.idleExpiresAt = new Date(Math.min(now.getTime() + settings.idleTtlMs, this.expiresAt.getTime()));
  }

  /** The password was proven again: a new generation, and every token before it is dead. */
  renewAfterProof(now: Date, settings: SessionSettings): void {
    this.rotate(now, settings);
    this.minGeneration = this.generation;
    this.provenAt = now;
  }

  end(reason: EndReason, now: Date): void {
    this.endedAt = now;
    this.endReason = reason;
    this.updatedAt = now;
  }

  /** Why the session no longer lives, or null. */
  endedBecause(now: Date): EndReason | null {
    if (this.endedAt) return this.endReason ?? 'revoked';
    return now >= this.idleExpiresAt ? 'expired' : null;
  }
}

SessionSchema.setClass(Session);

export const sessionEntities = [SessionSchema];
