import type { RecordedFact } from '#kernel/events.js';
import type { Clock, Logger } from '#kernel/ports.js';
import type { Database } from './database.js';
import { factsSince } from './journal.js';

const intervalMs = 400;
/** Rows may become visible a little after their time: each look goes back this far, and known ids are passed over. */
const overlapMs = 5_000;
/** Follows the journal, so that this process hears within a second what another one (the command line) did. */
export class JournalFollower {
  readonly #seen = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  /** When the last look began that went well: a process that stood still goes back to there. */
  #lookedAt: number | undefined;
  /** The database as it was then, as far as others write it. */
  #version: number | undefined;

  constructor(
    private readonly database: Pick<Database, 'reader' | 'versionElsewhere'>,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly hear: (fact: RecordedFact) => Promise<void>,
  ) {}

  /** Marks a fact of this process: it has been told already. */
  note({ id, at }: RecordedFact): void {
    this.#seen.set(id, at.getTime());
  }

  start(): void {
    this.#lookedAt ??= this.clock.now().getTime();
    this.#timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) =>
          this.log.warn({ event: 'journal.unread', err: error }, 'the journal could not be read'),
        )
        .finally(() => this.#timer && this.start());
    }, intervalMs);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Tells what is new since the last look. */
  async look(): Promise<void> {
    const now = this.clock.now().getTime();
    const since = Math.min(now, this.#lookedAt ?? now) - overlapMs;
    const version = await this.database.versionElsewhere();
    if (version !== this.#version) await this.#read(new Date(since));
    [this.#lookedAt, this.#version] = [now, version];
    for (const [id, at] of this.#seen) if (at < since) this.#seen.delete(id);
  }

  async #read(since: Date): Promise<void> {
    const facts = await factsSince(this.database.reader, since);
    for (const fact of facts.filter(({ id }) => !this.#seen.has(id))) {
      this.note(fact);
      await this.hear(fact);
    }
  }
}
