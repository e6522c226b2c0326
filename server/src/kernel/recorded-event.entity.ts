import { defineEntity, p } from '@mikro-orm/core';
import type { Outcome } from './events.js';
import { timeTallyTriggers } from './time-tally.js';

/** The events whose number is shown, so that nobody has to count them. */
const counted = ['user.registered', 'session.opened', 'login.failed'];
const isCounted = (row: string): string => `${row}type in (${counted.map((type) => `'${type}'`).join(', ')})`;

/** The condition of those who read one of the counted events by its time: it names the index for that. */
export const countedOnly = isCounted('');

/**
 * The condition of those who read by subject, by type, or what a person finds worth reading. Each device refreshes every
 * few minutes, so most rows tell of that: they stand in one index only, that of the actor, and the others stay small.
 */
export const butRefreshes = "type <> 'session.refreshed'";

/** A row of the journal: audit trail and outbox in one, written in the transaction of the change it tells of. */
export const RecordedEvent = defineEntity({
  name: 'RecordedEvent',
  tableName: 'recorded_event',
  indexes: [
    { properties: ['actorId', 'seq'] },
    { name: 'recorded_event_notable_index', properties: ['seq'], where: butRefreshes },
    { name: 'recorded_event_notable_of_actor_index', properties: ['actorId', 'seq'], where: butRefreshes },
    { properties: ['concernsId', 'seq'], where: 'concerns_id is not null' },
    { properties: ['subject', 'seq'], where: butRefreshes },
    { properties: ['type', 'seq'], where: butRefreshes },
    { properties: ['type', 'at'], where: countedOnly },
  ],
  triggers: timeTallyTriggers(
    'event',
    'at',
    (row, time) => `case when ${isCounted(`${row}.`)} then ${row}.type || '@' || ${time} end`,
  ),
  properties: {
    /** Without gaps, from 1. */
    seq: p.integer().primary().autoincrement(false),
    id: p.uuid(),
    type: p.string(),
    outcome: p.string().$type<Outcome>(),
    at: p.datetime(3),
    actorId: p.uuid().nullable(),
    /** Whom it concerns besides the actor: it is a part of their own activity too. */
    concernsId: p.uuid().nullable(),
    subject: p.string().nullable(),
    /** The network that it came from, where nobody known acted; never a whole address. */
    network: p.string().nullable(),
    requestId: p.string(),
    /** JSON of names and values. */
    facts: p.text(),
    /** Proves this row and, by the seal before it, all rows up to here. */
    seal: p.blob(),
  },
});
