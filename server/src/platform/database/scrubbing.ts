import type { Scrubbed } from '#kernel/ports.js';

/** Old pages leave a database's log so soon after a change. */
const soonMs = 1_000;

/** Takes out of a database's files what was deleted or replaced, however long somebody else reads them. */
export class Scrubbing implements Scrubbed {
  #next: NodeJS.Timeout | undefined;
  #closed = false;

  /** `attempt` answers false where it was in somebody's way, and is tried again. */
  constructor(private readonly attempt: () => boolean) {}

  scrub(): void {
    clearTimeout(this.#next);
    if (!this.#closed && !this.attempt()) this.scrubSoon();
  }

  scrubSoon(): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.scrub(), soonMs).unref();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#next);
  }
}
