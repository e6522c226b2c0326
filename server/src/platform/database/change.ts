import type { Change, Origin, Unit } from '#kernel/context.js';
import { timeIsUp } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { errors } from '#kernel/errors.js';
import { outcomeOf, type EventName, type Occurrence, type RecordedFact } from '#kernel/events.js';
import { actorId } from '#kernel/identity.js';
import type { Standing } from '#kernel/module.js';
import type { Clock } from '#kernel/ports.js';
import type { Database } from './database.js';
import { writeFacts } from './journal.js';

/** Hears of the facts of one committed change, in their order. */
export type Announce = (facts: readonly RecordedFact[]) => Promise<void>;

/** What every change of a house has in common. */
export interface ChangeParts {
  readonly database: Database;
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
export function createChange({ database, clock, standings, announce }: ChangeParts, origin: Origin): Change {
  return async <T>(work: (unit: Unit) => Promise<T>): Promise<T> => {
    const facts: RecordedFact[] = [];
    const assertInTime = (): void => {
      if (origin.signal.aborted && origin.signal.reason === timeIsUp) throw errors.UNAVAILABLE({ retryAfterS: 1 });
    };
    assertInTime();
    const result = await database.transact(async ({ em, sql }) => {
      const now = clock.now();
      for (const assertStanding of standings) await assertStanding(origin.identity, now);
      const record = (type: EventName, occurrence: Occurrence = {}): void => {
        facts.push(toFact(origin, now, type, occurrence));
      };
      const result = await work({
        sql,
        now,
        record,
        get em() {
          return em();
        },
      });
      await writeFacts(sql, facts);
      // The caller has been told that nothing came of it: so nothing may.
      assertInTime();
      return result;
    });
    await announce(facts);
    return result;
  };
}
