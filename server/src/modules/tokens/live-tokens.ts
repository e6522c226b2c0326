import type { House } from '#kernel/context.js';
import type { RecordedFact } from '#kernel/events.js';
import { LiveAccess, type Known } from '#modules/users/index.js';
import { findByHash, touchToken, type LiveToken } from './api-token.views.js';

/** How stale `lastUsedAt` may be before a request notes it again. */
const touchAfterMs = 60_000;

/** The tokens that requests have shown lately, by the hash of their secret. */
export class LiveTokens {
  readonly #live: LiveAccess<LiveToken>;

  constructor(private readonly house: House) {
    const { reader } = house.ports;
    this.#live = new LiveAccess(house.ports, { find: (hash) => findByHash(reader, hash), isLasting: () => true });
  }

  /** The token of that hash, with what its owner may do; null where there is none. */
  find(hash: string): Promise<Known<LiveToken> | null> {
    return this.#live.find(hash);
  }

  /** Notes that a token was used, once a minute at most. */
  async touch(hash: string, known: Known<LiveToken>, requestId: string): Promise<void> {
    const { id, lastUsedAt } = known.proof;
    const now = this.house.ports.clock.now();
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < touchAfterMs) return;
    await this.#live.note(hash, known, 'use', async () => {
      await this.house.open({ requestId }).change((unit) => touchToken(unit.sql, id, unit.now));
      return { ...known.proof, lastUsedAt: now };
    });
  }

  /** Forgets what a fact made untrue; the next request reads it anew. */
  hear(fact: RecordedFact): void {
    if (fact.type === 'api_token.revoked') this.#live.forget((_hash, { id }) => fact.subject === `api_token:${id}`);
    else this.#live.hear(fact);
  }
}
