import { defineEntity, p } from '@mikro-orm/core';
import type { Facts, Outcome } from './events.js';

/** A row of the journal: audit trail and outbox in one, written in the transaction of the change it tells of. */
export const RecordedEvent = defineEntity({
  name: 'RecordedEvent',
  tableName: 'recorded_event',
  indexes: [{ properties: ['type', 'at'] }],
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
