import type { Context } from '#kernel/context.js';
import { AppError } from '#kernel/errors.js';
import type { Job, JobHandler, JobRun } from '#kernel/jobs.js';
import type { Logger } from '#kernel/ports.js';
import { isOneTooMany, LeaseLost, type Claims, type Failure } from './claims.js';

/** How often an attempt looks whether it is still wanted, and writes how far it is. */
const beatMs = 1_000;
/** How often it gives a sign of life where nothing has changed: a third of its lease. */
const beatsOfSilence = 5;

/** Why an attempt is cut short. */
export type Stop = 'dropped' | 'stopping';

/** What attempts need. */
export interface AttemptParts {
  readonly claims: Claims;
  readonly log: Logger;
  /** Opens a context of the house's own for this job. */
  open(job: Job, signal: AbortSignal): Context;
  count(kind: string, outcome: string): void;
}

/** What is refused for what it is, is refused the next time, too. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof AppError)) return { code: 'INTERNAL', final: false };
  return { code: error.code, final: error.definition.http < 500 };
}

/** One attempt at a job that was claimed, from its beginning to its end. */
export class Attempt {
  readonly #controller = new AbortController();
  #progress = 0;
  #written = 0;
  #silence = 0;

  constructor(
    private readonly parts: AttemptParts,
    private readonly job: Job,
    private readonly handler: JobHandler,
  ) {}

  /** Cuts it short. */
  stop(why: Stop): void {
    this.#controller.abort(why);
  }

  /** Never throws: what becomes of the job stands in its row and in the log. */
  async play(): Promise<void> {
    const { kind, id: jobId, attempts } = this.job;
    const timer = setInterval(() => void this.#beat(), beatMs);
    timer.unref();
    const outcome = await this.#work()
      .catch((error: unknown) => this.#settle(error))
      .catch((error: unknown) => this.#leave(error))
      .finally(() => clearInterval(timer));
    this.parts.count(kind, outcome);
    this.parts.log.info({ event: `job.${outcome}`, kind, jobId, attempts }, `job ${outcome}`);
  }

  async #work(): Promise<string> {
    const { claims, open } = this.parts;
    if (isOneTooMany(this.job)) throw new Error('nobody who began it came to its end');
    const context = open(this.job, this.#controller.signal);
    const run: JobRun = { job: this.job, context, report: (progress) => (this.#progress = progress) };
    const end = await this.handler(run);
    await context.change(async (unit) => claims.succeed(unit.sql, this.job, await end(unit), unit.now));
    return 'succeeded';
  }

  async #settle(error: unknown): Promise<string> {
    const { claims, log } = this.parts;
    const { signal } = this.#controller;
    if (signal.reason === 'dropped' || error instanceof LeaseLost) return 'dropped';
    if (signal.reason === 'stopping') {
      await claims.giveBack(this.job);
      return 'given_back';
    }
    const { kind, id: jobId } = this.job;
    log.error({ event: 'job.attempt_failed', kind, jobId, err: error }, 'an attempt at a job failed');
    return (await claims.fail(this.job, failureOf(error))) ? 'put_off' : 'failed';
  }

  /** The row could not be written either: its lease runs out, and somebody tries again. */
  #leave(error: unknown): string {
    this.parts.log.error({ event: 'job.unsettled', jobId: this.job.id, err: error }, 'a job could not be settled');
    return 'left';
  }

  /** A database that does not answer for a moment ends no attempt: the lease lasts longer. */
  async #beat(): Promise<void> {
    try {
      if (!(await this.parts.claims.holds(this.job))) return this.stop('dropped');
      this.#silence += 1;
      if (this.#progress === this.#written && this.#silence < beatsOfSilence) return;
      [this.#written, this.#silence] = [this.#progress, 0];
      await this.parts.claims.beat(this.job, this.#written);
    } catch (error) {
      this.parts.log.warn({ event: 'job.unheard', jobId: this.job.id, err: error }, 'a job gave no sign of life');
    }
  }
}
