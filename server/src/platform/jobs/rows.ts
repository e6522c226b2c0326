import type { Job, JobFacts, JobStatus } from '#kernel/jobs.js';
import { toDate, type RawInstant } from '#kernel/row.js';

export interface JobRow {
  id: string;
  kind: string;
  payload: string | JobFacts;
  owner_id: string | null;
  status: JobStatus;
  progress: number;
  attempts: number;
  result: string | JobFacts | null;
  error_code: string | null;
  created_at: RawInstant;
  ended_at: RawInstant | null;
}

/** What a job is made of, as `toJob` reads it. */
export const columns =
  'id, kind, payload, owner_id, status, progress, attempts, result, error_code, created_at, ended_at';

const factsIn = (raw: string | JobFacts): JobFacts => (typeof raw === 'string' ? (JSON.parse(raw) as JobFacts) : raw);

export const toJob = (row: JobRow): Job => ({
  id: row.id,
  kind: row.kind,
  payload: factsIn(row.payload),
  ownerId: row.owner_id,
  status: row.status,
  progress: row.progress,
  attempts: row.attempts,
  result: row.result === null ? null : factsIn(row.result),
  errorCode: row.error_code,
  createdAt: toDate(row.created_at),
  endedAt: row.ended_at === null ? null : toDate(row.ended_at),
});
