import type { Job, JobFacts } from '#kernel/jobs.js';
import type { Clock, Reader, Writer } from '#kernel/ports.js';
import type { Database } from '../database/database.js';
import { columns, toJob, type JobRow } from './rows.js';

/** How long an attempt may give no sign of life before somebody else may take the job over. */
const leaseMs = 15_000;

/** How long an attempt waits after the first, second … that failed; after the last of them nobody tries again. */
const waitsMs = [1_000, 5_000, 30_000, 120_000];

/** How long a job that has ended is remembered. */
const rememberedMs = 7 * 86_400_000;
const batch = 500;

/** An attempt that is still this one: nobody else has taken the job since, and nobody has ended it. */
const mine = "id = ? and attempts = ? and status = 'RUNNING'";

const beatSql = `update job set due_at = ?, progress = ?, updated_at = ? where ${mine}`;
const stillSql = `select 1 as mine from job where ${mine}`;
const succeedSql = `update job set status = 'SUCCEEDED', progress = 1, result = ?, due_at = null, ended_at = ?, updated_at = ?
  where ${mine} returning id`;
const failSql = `update job set status = 'FAILED', error_code = ?, due_at = null, ended_at = ?, updated_at = ? where ${mine}`;
const retrySql = `update job set status = 'QUEUED', progress = 0, due_at = ?, updated_at = ? where ${mine}`;
const giveBackSql = `update job set status = 'QUEUED', progress = 0, attempts = attempts - 1, due_at = ?, updated_at = ?
  where ${mine}`;
const pruneSql = `delete from job where id in (select id from job where ended_at < ? limit ${batch})`;

type Attempt = Pick<Job, 'id' | 'attempts'>;

/** Why an attempt failed, and whether another one would fail, too. */
export interface Failure {
  readonly code: string;
  readonly final: boolean;
}

/** Thrown where somebody else has the job by now, or nobody wants it any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Who is at which job: a claim is a lease that ends by itself. Everything that an attempt writes is tied to its
 * number, so that one that was given up for dead changes nothing when it comes back.
 */
export class Claims {
  readonly #dueSql: string;
  readonly #claimSql: string;

  constructor(
    private readonly database: Pick<Database, 'reader' | 'transact'>,
    private readonly clock: Clock,
    private readonly kinds: readonly string[],
  ) {
    const due = `due_at <= ? and kind in (${kinds.map(() => '?').join(', ')})`;
    this.#dueSql = `select id from job where ${due} limit 1`;
    this.#claimSql = `update job set status = 'RUNNING', progress = 0, attempts = attempts + 1, due_at = ?, updated_at = ?
      where id = (select id from job where ${due} order by due_at, id limit 1) returning ${columns}`;
  }

  /** Takes the job that has waited longest; null where none is due. Where there is none, it only reads. */
  async next(): Promise<Job | null> {
    const now = this.clock.now();
    const { reader } = this.database;
    if (!(await reader.one(this.#dueSql, [reader.instant(now), ...this.kinds]))) return null;
    const row = await this.#write((sql) =>
      sql.one<JobRow>(this.#claimSql, [this.#leaseEnd(sql, now), sql.instant(now), sql.instant(now), ...this.kinds]),
    );
    return row ? toJob(row) : null;
  }

  /** True while this attempt holds the job. */
  async holds({ id, attempts }: Attempt): Promise<boolean> {
    return (await this.database.reader.one(stillSql, [id, attempts])) !== undefined;
  }

  /** Gives a sign of life. */
  async beat({ id, attempts }: Attempt, progress: number): Promise<void> {
    const now = this.clock.now();
    await this.#write((sql) => sql.run(beatSql, [this.#leaseEnd(sql, now), progress, sql.instant(now), id, attempts]));
  }

  /** Ends the job well, in the transaction of what it has done; throws where it is no longer this attempt's. */
  async succeed(sql: Writer, { id, attempts }: Attempt, result: JobFacts, now: Date): Promise<void> {
    const values = [JSON.stringify(result), sql.instant(now), sql.instant(now), id, attempts];
    if (!(await sql.one(succeedSql, values))) throw new LeaseLost(`job ${id}`);
  }

  /** Lets it be tried again after a while; answers false where that was the last time, or there is no use. */
  async fail({ id, attempts }: Attempt, { code, final }: Failure): Promise<boolean> {
    const now = this.clock.now();
    const wait = final ? undefined : waitsMs[attempts - 1];
    await this.#write((sql) => {
      const at = sql.instant(now);
      if (wait === undefined) return sql.run(failSql, [code, at, at, id, attempts]);
      return sql.run(retrySql, [sql.instant(new Date(now.getTime() + wait)), at, id, attempts]);
    });
    return wait !== undefined;
  }

  /** Puts it back as if it had never been begun. */
  async giveBack({ id, attempts }: Attempt): Promise<void> {
    const now = this.clock.now();
    await this.#write((sql) => sql.run(giveBackSql, [sql.instant(now), sql.instant(now), id, attempts]));
  }

  /** Forgets jobs that ended long ago, some at a time (catalogue A11). */
  async prune(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - rememberedMs);
    await this.#write((sql) => sql.run(pruneSql, [sql.instant(before)]));
  }

  #leaseEnd(sql: Reader, now: Date): unknown {
    return sql.instant(new Date(now.getTime() + leaseMs));
  }

  #write<T>(work: (sql: Writer) => Promise<T>): Promise<T> {
    return this.database.transact(({ sql }) => work(sql));
  }
}

/** True where an attempt comes after the last one that there should be: each before it ended without a word. */
export const isOneTooMany = ({ attempts }: Attempt): boolean => attempts > waitsMs.length + 1;
