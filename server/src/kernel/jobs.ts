import type { Context, Unit } from './context.js';

export type JobStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** Ids and words of a closed list: whatever else a job needs, it reads when it runs. */
export type JobFacts = Readonly<Record<string, string>>;

/** A piece of work to be done in the background. */
export interface NewJob {
  readonly kind: string;
  readonly payload: JobFacts;
  /** For whom it is done; null for the house itself. */
  readonly ownerId: string | null;
  /** At most one job of this key is under way at any time. */
  readonly key?: string;
}

/** A job as its row has it. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: JobFacts;
  readonly ownerId: string | null;
  readonly status: JobStatus;
  /** From 0 to 1. */
  readonly progress: number;
  /** Counts how often it was begun. */
  readonly attempts: number;
  /** What the last attempt left; null while there is none. */
  readonly result: JobFacts | null;
  /** Why it failed, as a code and nothing more. */
  readonly errorCode: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** One attempt at a job. */
export interface JobRun {
  readonly job: Job;
  /** Of a service identity; its signal is aborted where the attempt must not go on. */
  readonly context: Context;
  /** Says how far it has come, from 0 to 1. Costs nothing: it is written once a second at most. */
  report(progress: number): void;
}

/** What is done in the transaction that ends a job: all of it, and once. Answers the job's result. */
export type JobEnding = (unit: Unit) => Promise<JobFacts>;

/**
 * Does the work of a kind of job up to the last step, which it answers. It may be cut short anywhere and begun again, also in
 * another process: before the last step, it leaves nothing that matters.
 */
export type JobHandler = (run: JobRun) => Promise<JobEnding>;

/** The handlers of a module, by kind of job. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;
