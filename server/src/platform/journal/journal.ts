import type { Clock, Journal as JournalPort, JournalVerification, Logger } from '#kernel/ports.js';
import type { Statements } from '../crypto/statements.js';
import type { Database } from '../database/database.js';
import type { Chain } from './chain.js';
import { newestCheckpoint } from './checkpoint.js';
import { readCheckpoint, writeCheckpoint, type KeptCheckpoint } from './checkpoint-file.js';
import { Checkpoints } from './checkpoints.js';
import { Retention } from './retention.js';
import { verifyChain } from './verification.js';

const tickMs = 10_000;

export interface JournalParts {
  readonly database: Database;
  readonly chain: Chain;
  readonly statements: Statements;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string;
  /** How long entries are kept, in milliseconds; null for ever. */
  readonly keptMs: number | null;
}

/** What is done with the journal as a whole: verifying, signing checkpoints, removing what is too old. */
export class Journal implements JournalPort {
  readonly #checkpoints: Checkpoints;
  readonly #retention: Retention;
  #walk: Promise<JournalVerification> | undefined;
  #next: Promise<JournalVerification> | undefined;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: JournalParts) {
    const { database, statements, publicUrl, clock } = parts;
    this.#checkpoints = new Checkpoints(database, statements, publicUrl, clock);
    this.#retention = new Retention(database, statements);
  }

  /** One walk at a time; whoever asks while one is under way shares the next, so that none began before they asked. */
  verify(): Promise<JournalVerification> {
    if (!this.#walk) return this.#begin();
    this.#next ??= this.#walk
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#begin();
      });
    return this.#next;
  }

  #begin(): Promise<JournalVerification> {
    const { database, chain, statements } = this.parts;
    this.#walk = verifyChain(database.reader, chain, statements).finally(() => (this.#walk = undefined));
    return this.#walk;
  }

  /** Walks the chain and holds it against a checkpoint that was kept elsewhere. */
  async verifyAgainst(file: string): Promise<JournalVerification & Pick<KeptCheckpoint, 'isOwnKey'>> {
    const { database, chain, statements } = this.parts;
    const kept = readCheckpoint(file, statements);
    return { ...(await verifyChain(database.reader, chain, statements, kept)), isOwnKey: kept.isOwnKey };
  }

  /** Signs where the journal stands and answers it as a file; null while nothing was recorded. */
  async exportCheckpoint(): Promise<{ readonly seq: number; readonly file: string } | null> {
    await this.#checkpoints.makeDue({ all: true });
    const newest = await newestCheckpoint(this.parts.database.reader);
    return newest && { seq: newest.seq, file: writeCheckpoint(newest, this.parts.statements) };
  }

  /** Looks now, and from time to time until it is stopped, whether something is to be signed or removed. */
  start(): void {
    this.#keeping = this.keep().catch((error: unknown) =>
      this.parts.log.error({ event: 'journal.unkept', err: error }, 'the journal could not be signed or shortened'),
    );
    void this.#keeping.then(() => {
      if (!this.#stopping.signal.aborted) this.#timer = setTimeout(() => this.start(), tickMs).unref();
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#keeping;
  }

  /** Signs and removes what is due. */
  async keep(): Promise<void> {
    const { clock, keptMs } = this.parts;
    const { signal } = this.#stopping;
    await this.#retention.renew();
    await this.#checkpoints.makeDue({ signal });
    if (keptMs !== null) await this.#retention.removeBefore(new Date(clock.now().getTime() - keptMs), signal);
  }
}
