import type { MikroORM } from '@mikro-orm/core';
import type { Change, Origin, Unit } from '#kernel/context.js';
import { timeIsUp } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { errors } from '#kernel/errors.js';
import { outcomeOf, type EventName, type Occurrence, type RecordedFact } from '#kernel/events.js';
import { actorId } from '#kernel/identity.js';
import type { Standing } from '#kernel/module.js';
import type { Clock } from '#kernel/ports.js';
import { RecordedEvent } from '#kernel/recorded-event.entity.js';

/** Hears of the facts of one committed change, in their order. */
export type Announce = (facts: readonly RecordedFact[]) => Promise<void>;

/** What every change of a house has in common. */
export interface ChangeParts {
  readonly orm: MikroORM;
  readonly clock: Clock;
  readonly standings: readonly Standing[];
  readonly announce: Announce;
}

function toFact(origin: Origin, now: Date, type: EventName, occurrence: Occurrence): RecordedFact {
  return {
    id: newId(),
    type,
    outcome: outcomeOf(type),
    at: now,
    actorId: occurrence.actorId ?? actorId(origin.identity),
    subject: occurrence.subject ?? null,
    requestId: origin.requestId,
    facts: occurrence.facts ?? {},
  };
}

/**
 * One writing transaction per change, with the journal's rows in it (house.md, section 5). What `work` throws
 * undoes everything: a refusal that must leave a trace is returned, committed, and raised afterwards (catalogue T2).
 */
export function createChange({ orm, clock, standings, announce }: ChangeParts, origin: Origin): Change {
  return async <T>(work: (unit: Unit) => Promise<T>): Promise<T> => {
    const facts: RecordedFact[] = [];
    const assertInTime = (): void => {
      if (origin.signal.aborted && origin.signal.reason === timeIsUp) throw errors.UNAVAILABLE({ retryAfterS: 1 });
    };
    assertInTime();
    const result = await orm.em.fork().transactional(async (em) => {
      const now = clock.now();
      for (const assertStanding of standings) await assertStanding(origin.identity, now);
      const record = (type: EventName, occurrence: Occurrence = {}): void => {
        const fact = toFact(origin, now, type, occurrence);
        facts.push(fact);
        em.create(RecordedEvent, { ...fact, facts: { ...fact.facts } });
      };
      const result = await work({ em, now, record });
      // The caller has been told that nothing came of it: so nothing may.
      assertInTime();
      return result;
    });
    await announce(facts);
    return result;
  };
}
