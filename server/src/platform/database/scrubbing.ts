import type { Logger, Scrubbed } from '#kernel/ports.js';
import { diskFaultIn } from '../disk-faults.js';

/** Old pages leave a database's log so soon after a change. */
const soonMs = 1_000;

/** Takes out of a database's files what was deleted or replaced, however long somebody else reads them. */
export class Scrubbing implements Scrubbed {
  #next: NodeJS.Timeout | undefined;
  #closed = false;
  #isRefused = false;

  /** `attempt` answers false where it was in somebody's way, and is tried again; so it is where the disk refuses. */
  constructor(
    private readonly attempt: () => boolean,
    private readonly log: Logger,
  ) {}

  scrub(): void {
    clearTimeout(this.#next);
    if (!this.#closed && !this.#succeeds()) this.scrubSoon();
  }

  scrubSoon(): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.scrub(), soonMs).unref();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#next);
  }

  #succeeds(): boolean {
    try {
      const isDone = this.attempt();
      this.#isRefused = false;
      return isDone;
    } catch (error) {
      if (!diskFaultIn(error)) throw error;
      if (!this.#isRefused)
        this.log.error({ event: 'database.unscrubbed', err: error }, 'what was deleted is still in the files');
      this.#isRefused = true;
      return false;
    }
  }
}
