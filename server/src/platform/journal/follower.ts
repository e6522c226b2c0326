import type { RecordedFact } from '#kernel/events.js';
import type { Logger } from '#kernel/ports.js';
import type { Database } from '../database/database.js';
import { newestLink, rowsAfter, toEntry, type Entry } from './rows.js';

const intervalMs = 400;
const batch = 1_000;

/**
 * Follows the journal, so that this process hears within a second what another one (the command line) did. Entries
 * become visible in the order of their numbers, since each transaction takes its numbers from the one before it.
 */
export class JournalFollower {
  /** Everything up to here was told. */
  #told = 0;
  /** What this process recorded, and told, beyond that. */
  readonly #own = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  /** The database as it was at the last look, as far as others write it. */
  #version: number | undefined;

  constructor(
    private readonly database: Pick<Database, 'reader' | 'versionElsewhere'>,
    private readonly log: Logger,
    private readonly hear: (fact: RecordedFact) => Promise<void>,
  ) {}

  /** Marks a fact of this process: it has been told already. */
  note({ seq }: Entry): void {
    this.#own.add(seq);
  }

  async start(): Promise<void> {
    this.#told = (await newestLink(this.database.reader)).seq;
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) =>
          this.log.warn({ event: 'journal.unread', err: error }, 'the journal could not be read'),
        )
        .finally(() => this.#timer && this.#wait());
    }, intervalMs);
    this.#timer.unref();
  }

  /** Tells what is new since the last look. */
  async look(): Promise<void> {
    // Where nobody else wrote until the version was read, all entries up to here are our own.
    const ours = [...this.#own].reduce((most, seq) => Math.max(most, seq), this.#told);
    const version = await this.database.versionElsewhere();
    if (version !== this.#version) await this.#read();
    else this.#told = ours;
    this.#version = version;
    for (const seq of this.#own) if (seq <= this.#told) this.#own.delete(seq);
  }

  async #read(): Promise<void> {
    for (;;) {
      const rows = await rowsAfter(this.database.reader, this.#told, batch);
      for (const row of rows) {
        if (!this.#own.has(row.seq)) await this.hear(toEntry(row));
        this.#told = row.seq;
      }
      if (rows.length < batch) return;
    }
  }
}
