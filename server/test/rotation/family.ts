import type { Tokens } from '#test/threats/device.js';

export const graceMs = 10_000;
export const accessMs = 600_000;
const dayMs = 86_400_000;
const idleMs = 7 * dayMs;
const absoluteMs = 9 * dayMs;
/** The house of the model: an absolute limit so near that lively devices meet it. */
export const modelSettings = { REFRESH_ABSOLUTE_TTL: '9d' };
/** How long the row of a session that is over is kept. */
export const keptMs = 30 * dayMs;

export type EndReason = 'revoked' | 'expired' | 'reused';
/** What presenting a refresh token comes to. */
export type Presented = 'superseded' | 'rotated' | 'same' | EndReason;
/** What the house says to an access token. */
export type Called = 'member' | 'SESSION_ENDED' | 'UNAUTHENTICATED';

interface Issued extends Tokens {
  readonly expiresAt: number;
}

/** One device's session as the contract of rotation (security.md 3.1) wants it, kept apart from the house. */
export class Family {
  readonly id: string;
  readonly absoluteEnd: number;
  generation = 1;
  acknowledged = 0;
  /** Tokens of earlier generations died with a password. */
  oldest = 1;
  rotatedAt: number;
  idleEnd: number;
  end: EndReason | null = null;
  /** True once its row was cleared away. */
  gone = false;
  /** What was handed out last of each generation; index 0 is generation 1. */
  readonly #issued: Issued[] = [];

  constructor(tokens: Tokens, now: number) {
    this.id = tokens.refreshToken.split('.')[1] ?? '';
    this.rotatedAt = now;
    this.absoluteEnd = now + absoluteMs;
    this.idleEnd = now + idleMs;
    this.hold(tokens, now);
  }

  /** Keeps what the house handed out for the current generation. */
  hold({ accessToken, refreshToken }: Tokens, now: number): void {
    const expiresAt = Math.floor(Math.min(now + accessMs, this.idleEnd) / 1_000) * 1_000;
    this.#issued[this.generation - 1] = { accessToken, refreshToken, expiresAt };
  }

  held(generation: number): Issued {
    const issued = this.#issued[generation - 1];
    if (!issued) throw new Error(`generation ${generation} was never handed out`);
    return issued;
  }

  /** Why it no longer lives, or null. */
  over(now: number): EndReason | null {
    return this.end ?? (now >= this.idleEnd ? 'expired' : null);
  }

  rotate(now: number): void {
    this.acknowledged = this.generation;
    this.generation += 1;
    this.rotatedAt = now;
    this.idleEnd = Math.min(now + idleMs, this.absoluteEnd);
  }

  present(generation: number, now: number): Presented {
    const outcome = this.over(now) ?? this.#judge(generation, now);
    if (outcome === 'rotated') this.rotate(now);
    if (outcome === 'reused') this.end = 'reused';
    return outcome;
  }

  call(generation: number, now: number): Called {
    if (now >= this.held(generation).expiresAt) return 'UNAUTHENTICATED';
    if (this.end) return 'SESSION_ENDED';
    if (generation < this.oldest) return 'UNAUTHENTICATED';
    this.acknowledged = Math.max(this.acknowledged, generation);
    return 'member';
  }

  #judge(generation: number, now: number): 'rotated' | 'same' | 'superseded' | 'reused' {
    if (generation === this.generation) return 'rotated';
    if (generation < this.generation - 1) return 'reused';
    const inGrace = now - this.rotatedAt <= graceMs;
    if (generation < this.oldest) return inGrace ? 'superseded' : 'reused';
    const lost = this.acknowledged < this.generation;
    return lost || inGrace ? 'same' : 'reused';
  }
}
