import { setImmediate as pause } from 'node:timers/promises';
import type { JournalFault, JournalVerification, Reader } from '#kernel/ports.js';
import type { Statements } from '../crypto/statements.js';
import { beforeTheFirst, type Chain, type Link, type Row } from './chain.js';
import { checkpointAt, checkpointsAfter, isRemoved, judge, newestRemoval, type Checkpoint } from './checkpoint.js';
import { rowsAfter } from './rows.js';

/** So many rows take a few milliseconds: whoever else is served waits no longer. */
const batch = 200;
const checkpointsAtOnce = 50;

const differ = (one: Buffer, other: Buffer): boolean => !one.equals(other);

/** One walk along the chain, from the first entry that is kept to the newest. */
class Walk {
  #last = beforeTheFirst;
  /** Up to here a checkpoint vouches. */
  #vouched = 0;
  #checkedEvents = 0;
  #uncheckedCheckpoints = 0;
  /** The next checkpoints; null where there are no more. */
  #ahead: Checkpoint[] | null = [];

  constructor(
    private readonly reader: Reader,
    private readonly chain: Chain,
    private readonly statements: Statements,
    private readonly kept: Link | null,
  ) {}

  async run(): Promise<JournalVerification> {
    const fault = (await this.#begin()) ?? (await this.#walk()) ?? (await this.#compareRemoved());
    return { checkedEvents: this.#checkedEvents, uncheckedCheckpoints: this.#uncheckedCheckpoints, fault };
  }

  /** Begins behind what the retention has removed. */
  async #begin(): Promise<JournalFault | null> {
    const removal = await newestRemoval(this.reader);
    if (!removal) return null;
    if (judge(this.statements, removal) === 'changed' || !isRemoved(this.statements, removal))
      return { kind: 'checkpoint_changed', id: null, from: removal.seq, to: removal.seq };
    [this.#last, this.#vouched, this.#ahead] = [removal, removal.seq, []];
    return null;
  }

  async #walk(): Promise<JournalFault | null> {
    for (;;) {
      const rows = await rowsAfter(this.reader, this.#last.seq, batch);
      for (const row of rows) {
        const isNext = row.seq === this.#last.seq + 1;
        const fault = isNext ? await this.#check(row) : await this.#explainGap(row);
        if (fault) return fault;
        if (!isNext) break;
      }
      await pause();
      if (rows.length === 0) return this.#compareEnd();
    }
  }

  /** Entries are missing, unless the retention has removed them while we walked: then the walk goes on behind them. */
  async #explainGap(row: Row): Promise<JournalFault | null> {
    const from = this.#last.seq + 1;
    const fault = await this.#begin();
    if (fault || this.#last.seq >= from) return fault;
    return { kind: 'entries_missing', id: row.id, from, to: row.seq - 1 };
  }

  async #check(row: Row & Link): Promise<JournalFault | null> {
    if (differ(this.chain.seal(this.#last.seal, row), row.seal))
      return { kind: 'entry_changed', id: row.id, from: row.seq, to: row.seq };
    this.#last = row;
    this.#checkedEvents += 1;
    return this.#compare(row);
  }

  /** Holds an entry against the checkpoints that end with it. */
  async #compare(row: Row & Link): Promise<JournalFault | null> {
    const sealedAnew: JournalFault = { kind: 'sealed_anew', id: row.id, from: this.#vouched + 1, to: row.seq };
    if (this.kept?.seq === row.seq && differ(this.kept.seal, row.seal)) return sealedAnew;
    const checkpoint = await this.#checkpointOf(row.seq);
    if (!checkpoint) return null;
    const judgement = judge(this.statements, checkpoint);
    if (judgement === 'changed') return { kind: 'checkpoint_changed', id: row.id, from: row.seq, to: row.seq };
    if (judgement === 'foreign key') this.#uncheckedCheckpoints += 1;
    else if (differ(checkpoint.seal, row.seal)) return sealedAnew;
    else this.#vouched = row.seq;
    return null;
  }

  async #checkpointOf(seq: number): Promise<Checkpoint | undefined> {
    if (this.#ahead?.length === 0) {
      const next = await checkpointsAfter(this.reader, seq - 1, checkpointsAtOnce);
      this.#ahead = next.length > 0 ? next : null;
    }
    return this.#ahead?.[0]?.seq === seq ? this.#ahead.shift() : undefined;
  }

  /** Nothing may be signed, here or in what was kept elsewhere, that is not there any more. */
  async #compareEnd(): Promise<JournalFault | null> {
    const { seq } = this.#last;
    const beyond = await checkpointsAfter(this.reader, seq, 1);
    const to = Math.max(this.kept?.seq ?? 0, ...beyond.map((checkpoint) => checkpoint.seq));
    if (to <= seq) return null;
    const rows = await rowsAfter(this.reader, seq, 1);
    return rows.length > 0 ? this.#walk() : { kind: 'newest_missing', id: null, from: seq + 1, to };
  }

  /** Of entries that were removed, the checkpoint is still there. */
  async #compareRemoved(): Promise<JournalFault | null> {
    const removal = await newestRemoval(this.reader);
    if (!this.kept || !removal || this.kept.seq > removal.seq) return null;
    const checkpoint = await checkpointAt(this.reader, this.kept.seq);
    if (checkpoint && judge(this.statements, checkpoint) !== 'changed' && !differ(checkpoint.seal, this.kept.seal))
      return null;
    return { kind: 'sealed_anew', id: null, from: 1, to: this.kept.seq };
  }
}

/**
 * Walks the whole chain and its checkpoints, in constant memory and a few milliseconds at a time; `kept` is a checkpoint
 * that lay elsewhere. Names the first entry that does not hold (catalogue D7).
 */
export const verifyChain = (
  reader: Reader,
  chain: Chain,
  statements: Statements,
  kept: Link | null = null,
): Promise<JournalVerification> => new Walk(reader, chain, statements, kept).run();
