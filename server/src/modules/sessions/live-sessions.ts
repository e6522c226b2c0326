import type { House } from '#kernel/context.js';
import type { Facts, RecordedFact } from '#kernel/events.js';
import type { AccessClaims } from '#kernel/ports.js';
import { LiveAccess, type Known } from '#modules/users/index.js';
import { touchSession } from './session.store.js';
import { findLiveSession, type LiveSession } from './session.views.js';

/** How stale `lastUsedAt` may be before a request notes it again. */
const touchAfterMs = 60_000;

/** True for what makes access tokens of a session worthless before their time. */
const endsTokens = (type: string, { reason }: Facts): boolean =>
  type === 'session.ended' || (type === 'session.refreshed' && reason === 'password_proven');

/** The sessions that requests have shown lately. */
export class LiveSessions {
  readonly #live: LiveAccess<LiveSession>;

  constructor(private readonly house: House) {
    this.#live = new LiveAccess(house.ports, {
      find: (id) => findLiveSession(house.ports.reader, id),
      isLasting: ({ endReason }) => !endReason,
    });
  }

  /** The session of these claims; null where it does not exist. */
  async find(claims: AccessClaims, requestId: string): Promise<Known<LiveSession> | null> {
    const known = await this.#live.find(claims.sessionId);
    if (!known || known.proof.endReason || !this.#isDue(known.proof, claims.generation)) return known;
    return this.#live.note(claims.sessionId, known, `${claims.generation}`, () =>
      this.#touch(known.proof, claims, requestId),
    );
  }

  /** Forgets what a fact made untrue; the next request reads it anew. */
  hear(fact: RecordedFact): void {
    const [kind, id] = fact.subject?.split(':') ?? [];
    if (kind === 'session' && id && endsTokens(fact.type, fact.facts)) this.#live.forget(id);
    else this.#live.hear(fact);
  }

  #isDue(session: LiveSession, generation: number): boolean {
    const idleMs = this.house.ports.clock.now().getTime() - session.lastUsedAt.getTime();
    return generation > session.acknowledged || idleMs > touchAfterMs;
  }

  /** Writes down that this generation arrived, and when: its predecessor is no lost response any more. */
  async #touch(session: LiveSession, claims: AccessClaims, requestId: string): Promise<LiveSession> {
    const { change, services } = this.house.open({ requestId });
    const acknowledged = Math.max(session.acknowledged, claims.generation);
    const lastUsedAt = await change(async (unit) => {
      await touchSession(unit.sql, claims.sessionId, acknowledged, unit.now);
      await services.users.seen(unit, claims.userId);
      return unit.now;
    });
    return { ...session, acknowledged, lastUsedAt };
  }
}
