import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';
import { timeTallyTriggers } from '#kernel/time-tally.js';
import { User } from '#modules/users/index.js';
import type { EndReason } from './session.js';

/** The table of sessions; `session.store.ts` reads and writes it, since every device comes here every few minutes. */
export const SessionTable = defineEntity({
  name: 'Session',
  tableName: 'session',
  // How many sessions have not ended, by when they expire unless they are used again.
  triggers: timeTallyTriggers(
    'session',
    'idle_expires_at',
    (row, time) => `case when ${row}.ended_at is null then ${time} end`,
  ),
  indexes: [{ properties: ['user', 'endedAt'] }, { properties: ['idleExpiresAt', 'endedAt'] }],
  properties: {
    ...entityBase,
    user: () => p.manyToOne(User).deleteRule('cascade').index(false),
    deviceName: p.string(),
    ipAddress: p.string(),
    sealedKey: p.blob(),
    generation: p.integer(),
    rotatedAt: p.datetime(3),
    acknowledged: p.integer(),
    minGeneration: p.integer(),
    provenAt: p.datetime(3),
    lastUsedAt: p.datetime(3),
    idleExpiresAt: p.datetime(3),
    expiresAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    endReason: p.string().$type<EndReason>().nullable(),
  },
});

export const sessionEntities = [SessionTable];
