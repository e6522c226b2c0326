import type { Change, Origin, Unit } from '#kernel/context.js';
import { timeIsUp } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { errors } from '#kernel/errors.js';
import { outcomeOf, userIdIn, type EventName, type Facts, type NewEntry, type Occurrence } from '#kernel/events.js';
import { actorId } from '#kernel/identity.js';
import type { BeforeCommit, Standing } from '#kernel/module.js';
import type { Clock } from '#kernel/ports.js';
import type { Chain } from '../journal/chain.js';
import { append, type Entry } from '../journal/rows.js';
import { networkOf } from '../limits/address.js';
import type { Database } from './database.js';

/** Hears of the facts of one committed change, in their order. */
export type Announce = (facts: readonly Entry[]) => Promise<void>;

/** What every change of a house has in common. */
export interface ChangeParts {
  readonly database: Database;
  readonly chain: Chain;
  readonly clock: Clock;
  readonly standings: readonly Standing[];
  readonly beforeCommits: readonly BeforeCommit[];
  readonly announce: Announce;
}

/** Whom an event concerns besides the actor. */
function concerned({ concernsId, subject }: Occurrence, actor: string | null): string | null {
  const person = concernsId ?? userIdIn(subject);
  return person === actor ? null : person;
}

/** What a program does is told from what its owner does. */
const toolOf = ({ identity }: Origin): Facts => (identity.kind === 'token' ? { apiToken: identity.tokenId } : {});

function toEntry(origin: Origin, now: Date, type: EventName, given: Occurrence): NewEntry {
  const { identity, client, requestId } = origin;
  const actor = given.actorId ?? actorId(identity);
  return {
    id: newId(),
    type,
    outcome: outcomeOf(type),
    at: now,
    actorId: actor,
    concernsId: concerned(given, actor),
    subject: given.subject ?? null,
    network: actor ? null : networkOf(client.address),
    requestId,
    facts: { ...given.facts, ...toolOf(origin) },
  };
}

/**
 * One writing transaction per change, with the journal's rows in it (house.md, section 5). What `work` throws
 * undoes everything: a refusal that must leave a trace is returned, committed, and raised afterwards (catalogue T2).
 */
export function createChange(parts: ChangeParts, origin: Origin): Change {
  const { database, chain, clock, standings, beforeCommits, announce } = parts;
  return async <T>(work: (unit: Unit) => Promise<T>): Promise<T> => {
    const entries: NewEntry[] = [];
    const lastSteps: (() => Promise<void>)[] = [];
    const afterSteps: (() => void)[] = [];
    let recorded: readonly Entry[] = [];
    const assertInTime = (): void => {
      if (origin.signal.aborted && origin.signal.reason === timeIsUp) throw errors.UNAVAILABLE({ retryAfterS: 1 });
    };
    assertInTime();
    const result = await database.transact(async ({ em, flush, sql }) => {
      const now = clock.now();
      for (const assertStanding of standings) await assertStanding(origin.identity, now);
      const record = (type: EventName, occurrence: Occurrence = {}): NewEntry => {
        const entry = toEntry(origin, now, type, occurrence);
        entries.push(entry);
        return entry;
      };
      const unit: Unit = {
        sql,
        now,
        record,
        recordAgain: (entry) => void entries.push(entry),
        beforeCommit: (step) => void lastSteps.push(step),
        afterCommit: (step) => void afterSteps.push(step),
        get em() {
          return em();
        },
      };
      const result = await work(unit);
      await flush();
      recorded = await append(sql, chain, entries);
      // The caller has been told that nothing came of it: so nothing may.
      assertInTime();
      for (const beforeCommit of beforeCommits) await beforeCommit(entries, unit);
      for (const step of lastSteps) await step();
      return result;
    });
    for (const step of afterSteps) step();
    await announce(recorded);
    return result;
  };
}
