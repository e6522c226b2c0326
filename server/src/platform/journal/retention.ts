import { setImmediate as pause } from 'node:timers/promises';
import type { Statements } from '../crypto/statements.js';
import type { Database } from '../database/database.js';
import {
  checkpointsAfter,
  isRemoved,
  keepRemoval,
  newestRemoval,
  removalOf,
  removalType,
  type Checkpoint,
} from './checkpoint.js';
import { kidOf } from '../crypto/statements.js';

const batch = 500;
const oldestSql = 'select min(seq) as seq from recorded_event';
const deleteSql = 'delete from recorded_event where seq >= ? and seq < ? and seq <= ?';

/** Removes what is older than the journal is to be kept: whole segments, each leaving its signed checkpoint behind. */
export class Retention {
  constructor(
    private readonly database: Pick<Database, 'reader' | 'transact'>,
    private readonly statements: Statements,
  ) {}

  async removeBefore(before: Date, signal: AbortSignal): Promise<void> {
    await this.#sweep(signal);
    while (!signal.aborted) {
      const removed = await newestRemoval(this.database.reader);
      const [oldest] = await checkpointsAfter(this.database.reader, removed?.seq ?? 0, 1);
      if (!oldest || oldest.latest >= before) return;
      await this.#sign(oldest);
      await this.#sweep(signal);
    }
  }

  /** Signs the newest removal again where the key that signed it is about to go. */
  async renew(): Promise<void> {
    const removed = await newestRemoval(this.database.reader);
    if (!removed?.removal || kidOf(removed.removal) === this.statements.kid) return;
    if (isRemoved(this.statements, removed)) await this.#sign(removed);
  }

  #sign(checkpoint: Checkpoint): Promise<void> {
    const removal = this.statements.sign(removalType, removalOf(checkpoint));
    return this.database.transact(({ sql }) => keepRemoval(sql, checkpoint.seq, removal));
  }

  /** Deletes the entries that are signed away, a few at a time (catalogue A11); also those that a stop left over. */
  async #sweep(signal: AbortSignal): Promise<void> {
    const removed = await newestRemoval(this.database.reader);
    if (!removed || !isRemoved(this.statements, removed)) return;
    while (!signal.aborted) {
      const oldest = await this.database.reader.one<{ seq: number | string | null }>(oldestSql, []);
      if (oldest?.seq == null || Number(oldest.seq) > removed.seq) return;
      const from = Number(oldest.seq);
      await this.database.transact(({ sql }) => sql.run(deleteSql, [from, from + batch, removed.seq]));
      await pause();
    }
  }
}
