import type { Clock } from '#kernel/ports.js';

/** A clock that runs with real time, plus what a test adds. */
export class TestClock implements Clock {
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** Lets time pass at once; a negative amount steps back. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}
