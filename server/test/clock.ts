import type { Clock } from '#kernel/ports.js';

/** A clock that runs with real time, plus what a test adds. */
export class TestClock implements Clock {
  #offsetMs = 0;
  #stoppedAt: number | undefined;

  now(): Date {
    return new Date((this.#stoppedAt ?? Date.now()) + this.#offsetMs);
  }

  /** Stands still on a whole second: from now on only `advance` moves it, and limits can be met to the millisecond. */
  stop(): void {
    this.#stoppedAt = Math.floor(Date.now() / 1_000) * 1_000;
  }

  /** Lets time pass at once; a negative amount steps back. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}
