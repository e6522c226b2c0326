import { setImmediate as pause } from 'node:timers/promises';
import type { Clock, Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { Statements } from '../crypto/statements.js';
import type { Database } from '../database/database.js';
import { bytesOf } from './chain.js';
import { addCheckpoint, checkpointType, contentOf, newestCheckpoint, type Segment } from './checkpoint.js';
import { newestLink } from './rows.js';

/** A segment has no more entries than this. */
const longestSegment = 10_000;
const everyMs = 3_600_000;

interface TypeCount {
  type: string;
  n: number;
  earliest: RawInstant;
  latest: RawInstant;
}

const countsSql = `select type, count(*) as n, min(at) as earliest, max(at) as latest from recorded_event
  where seq > ? and seq <= ? group by type order by type`;
const sealSql = 'select seal from recorded_event where seq = ?';

/** Signs where the journal stands, after so many entries and after so much time. */
export class Checkpoints {
  constructor(
    private readonly database: Pick<Database, 'reader' | 'transact'>,
    private readonly statements: Statements,
    private readonly issuer: string,
    private readonly clock: Clock,
  ) {}

  /** Signs what is due: whole segments, and what has waited for an hour; with `all`, everything up to now. */
  async makeDue({ all = false, signal }: { all?: boolean; signal?: AbortSignal }): Promise<void> {
    const { reader } = this.database;
    const { seq: until } = await newestLink(reader);
    while (!signal?.aborted) {
      const last = await newestCheckpoint(reader);
      const from = last?.seq ?? 0;
      const waits = all || !last || this.clock.now().getTime() - last.at.getTime() >= everyMs;
      if (from >= until || (until - from < longestSegment && !waits)) return;
      await this.database.transact(({ sql }) => this.#make(sql, Math.min(from + longestSegment, until)));
      await pause();
    }
  }

  async #make(sql: Writer, seq: number): Promise<void> {
    const last = await newestCheckpoint(sql);
    if (last && last.seq >= seq) return;
    const segment = await this.#segment(sql, seq, last);
    const statement = this.statements.sign(checkpointType, contentOf(this.issuer, segment));
    await addCheckpoint(sql, { ...segment, statement });
  }

  async #segment(reader: Reader, seq: number, last: Segment | null): Promise<Segment> {
    const after = last?.seq ?? 0;
    const at = this.clock.now();
    const types = await reader.all<TypeCount>(countsSql, [after, seq]);
    const counts: Record<string, number> = { ...last?.counts };
    for (const { type, n } of types) counts[type] = (counts[type] ?? 0) + Number(n);
    const times = types.flatMap(({ earliest, latest }) => [toDate(earliest).getTime(), toDate(latest).getTime()]);
    const row = await reader.one<{ seal: Uint8Array }>(sealSql, [seq]);
    return {
      seq,
      seal: bytesOf(row?.seal),
      count: seq - after,
      at,
      earliest: new Date(Math.min(...times)),
      latest: new Date(Math.max(...times)),
      counts,
    };
  }
}
