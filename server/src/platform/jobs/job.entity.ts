import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';
import type { JobFacts, JobStatus } from '#kernel/jobs.js';

/** A piece of work in the background: what is to be done, how far it is, and what came of it. */
export const JobTable = defineEntity({
  name: 'Job',
  tableName: 'job',
  indexes: [{ properties: ['dueAt'], where: 'due_at is not null' }, { properties: ['ownerId', 'kind', 'createdAt'] }],
  uniques: [{ properties: ['key'], where: 'due_at is not null' }],
  properties: {
    ...entityBase,
    kind: p.string(),
    key: p.string().nullable(),
    payload: p.json<JobFacts>(),
    ownerId: p.uuid().nullable(),
    status: p.string().$type<JobStatus>(),
    progress: p.double(),
    attempts: p.integer(),
    /** From when on it may be begun: its time, or the end of the lease of whoever is at it. Null once it has ended. */
    dueAt: p.datetime(3).nullable(),
    result: p.json<JobFacts>().nullable(),
    errorCode: p.string().nullable(),
    endedAt: p.datetime(3).nullable().index(),
  },
});
