import { defineEntity, p } from '@mikro-orm/core';
import type { Facts, Outcome } from './events.js';
import { timeTallyTriggers } from './time-tally.js';

/** The events whose number is shown, so that nobody has to count them. */
const counted = ['user.registered', 'session.opened', 'login.failed'];
const isCounted = (row: string): string => `${row}.type in (${counted.map((type) => `'${type}'`).join(', ')})`;

/** A row of the journal: audit trail and outbox in one, written in the transaction of the change it tells of. */
export const RecordedEvent = defineEntity({
  name: 'RecordedEvent',
  tableName: 'recorded_event',
  indexes: [{ properties: ['type', 'at'] }],
  triggers: timeTallyTriggers(
    'event',
    'at',
    (row, time) => `case when ${isCounted(row)} then ${row}.type || '@' || ${time} end`,
  ),
  properties: {
    id: p.uuid().primary(),
    type: p.string(),
    outcome: p.string().$type<Outcome>(),
    at: p.datetime(3).index(),
    actorId: p.uuid().nullable().index(),
    subject: p.string().nullable().index(),
    requestId: p.string(),
    facts: p.json<Facts>(),
  },
});
