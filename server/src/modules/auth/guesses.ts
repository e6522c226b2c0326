import { createHash } from 'node:crypto';
import type { Context } from '#kernel/context.js';
import { AppError } from '#kernel/errors.js';
import type { UserIdentity } from '#kernel/identity.js';
import type { Guess, GuessRule, Limiter } from '#kernel/ports.js';
import { userRules } from '#modules/users/index.js';
import type { Secret } from './credential.views.js';
import type { Devices } from './devices.js';
import type { Door } from './vocabulary.js';

/**
 * Five wrong passwords cost nothing; then one waits 1, 2, 4, 8 and 16 s, then 15 min for each: at most ten in a quarter of
 * an hour. After a hundred in a row nothing more for a day (NIST SP 800-63B-4, 3.2.2; security.md 3.2; catalogue C6, C8).
 */
const rule: GuessRule = {
  kind: 'patience',
  free: 5,
  waits: [1, 2, 4, 8, 16, 900],
  stopAt: 100,
  forgottenAfter: 86_400,
};

const onceAMinute = { tries: 1, perSeconds: 60 };

/** Where wrong guesses at an account are counted when nothing is known of who guesses. */
const accountKey = (userId: string): string => `account:${userId}`;
/** Where those are counted that come from browsers the owner has used: one count, however many cookies there are. */
const knownKey = (userId: string): string => `known:${userId}`;

/** Whoever changed the password proved to be the owner: what was guessed before does not count any more. */
export function forgetGuesses(limiter: Limiter, userId: string): void {
  for (const key of [accountKey(userId), knownKey(userId)]) limiter.forget(`password:${key}`);
}

/** Limits on guessing a password: by account, and apart from that for known browsers and by session. */
export class GuessLimits {
  constructor(
    private readonly context: Context,
    private readonly devices: Devices,
  ) {}

  /** The count that a sign-in belongs to. Names that nobody has are counted like those that somebody has (catalogue C5). */
  keyOfSignIn(secret: Secret | null, userId: string | null, identifier: string): string {
    if (secret && this.devices.know(secret)) return knownKey(secret.userId);
    if (userId) return accountKey(userId);
    return `account:${createHash('sha256').update(userRules.pseudoKey(identifier)).digest('base64url')}`;
  }

  /** The count of somebody who is signed in: whoever holds a stolen session cannot shut its owner out. */
  keyOfSession({ sessionId }: UserIdentity): string {
    return `session:${sessionId}`;
  }

  /** Reserves a guess before any hashing; RATE_LIMITED, and once a minute an event, where there is none. */
  async reserve(key: string, userId: string | null, door: Door): Promise<Guess> {
    try {
      return await this.context.ports.limiter.reserve(`password:${key}`, rule);
    } catch (error) {
      if (error instanceof AppError && error.code === 'RATE_LIMITED') await this.#recordThrottled(key, userId, door);
      throw error;
    }
  }

  async #recordThrottled(key: string, userId: string | null, door: Door): Promise<void> {
    const { change, ports } = this.context;
    if ((await ports.limiter.take(`throttled:${key}`, onceAMinute)) !== null) return;
    const subject = userId ? { subject: `user:${userId}` } : {};
    await change(async (unit) => unit.record('login.throttled', { ...subject, facts: { door } }));
  }
}
