import type { EndingUnit, Unit } from '#kernel/context.js';
import { isId, newId } from '#kernel/entity.js';
import type { Job, NewJob } from '#kernel/jobs.js';
import type { Jobs, Reader } from '#kernel/ports.js';
import { columns, toJob, type JobRow } from './rows.js';

/** Who does the work in this process, and hears at once what another one would find at its next look. */
export interface Hands {
  /** Something may be there to be begun. */
  wake(): void;
  /** Nobody wants this any more. */
  drop(id: string): void;
}

const byIdSql = `select ${columns} from job where id = ?`;
const byKeySql = `select ${columns} from job where key = ? and due_at is not null`;
const newestSql = `select ${columns} from job where owner_id = ? and kind = ? order by created_at desc, id desc limit 1`;
const insertSql = `insert into job (id, created_at, updated_at, kind, key, payload, owner_id, status, progress, attempts, due_at)
  values (?, ?, ?, ?, ?, ?, ?, 'QUEUED', 0, 0, ?) returning ${columns}`;
const cancelSql = `update job set status = 'CANCELLED', due_at = null, ended_at = ?, updated_at = ?
  where id = ? and due_at is not null returning id`;
const forgetSql = 'delete from job where owner_id = ? returning id';

/** The port of jobs, on a table: whoever enqueues needs nothing but the transaction. */
export class JobQueue implements Jobs {
  #hands: Hands | undefined;

  constructor(private readonly reader: Reader) {}

  /** From now on these do the work that is enqueued here. */
  employ(hands: Hands): void {
    this.#hands = hands;
  }

  async enqueue({ sql, now, afterCommit }: Unit, { kind, payload, ownerId, key }: NewJob): Promise<Job> {
    const same = key === undefined ? undefined : await sql.one<JobRow>(byKeySql, [key]);
    if (same) return toJob(same);
    const at = sql.instant(now);
    const values = [newId(), at, at, kind, key ?? null, JSON.stringify(payload), ownerId, at];
    const row = await sql.one<JobRow>(insertSql, values);
    if (!row) throw new Error('the database did not answer with the job that it was given');
    afterCommit(() => this.#hands?.wake());
    return toJob(row);
  }

  async find(id: string): Promise<Job | null> {
    const row = isId(id) ? await this.reader.one<JobRow>(byIdSql, [id]) : undefined;
    return row ? toJob(row) : null;
  }

  async newest(kind: string, ownerId: string): Promise<Job | null> {
    const row = await this.reader.one<JobRow>(newestSql, [ownerId, kind]);
    return row ? toJob(row) : null;
  }

  async cancel({ sql, now, afterCommit }: Unit, id: string): Promise<boolean> {
    const at = sql.instant(now);
    const ended = await sql.one<{ id: string }>(cancelSql, [at, at, id]);
    if (ended) afterCommit(() => this.#hands?.drop(id));
    return ended !== undefined;
  }

  async forget({ sql, afterCommit }: EndingUnit, ownerId: string): Promise<void> {
    const gone = await sql.all<{ id: string }>(forgetSql, [ownerId]);
    afterCommit(() => {
      for (const { id } of gone) this.#hands?.drop(id);
    });
  }
}
