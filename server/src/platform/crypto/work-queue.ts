import { errors } from '#kernel/errors.js';

interface Limits {
  /** Pieces of work at once. */
  readonly permits: number;
  /** Pieces of work that may wait. */
  readonly waiting: number;
  /** Longest wait, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Runs expensive work a few at a time and sheds the rest with UNAVAILABLE (catalogue A1).
 * A permit lives as long as the work, whatever becomes of the caller (catalogue A2).
 */
export class WorkQueue {
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor(private readonly limits: Limits) {}

  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) throw errors.UNAVAILABLE({ retryAfterS: 2 });
    if (this.#running < this.limits.permits) this.#running += 1;
    else await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#handOver();
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#queue.length >= this.limits.waiting) throw errors.UNAVAILABLE({ retryAfterS: 2 });
    return new Promise((resolve, reject) => {
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
      };
      const enter = (): void => {
        stopWaiting();
        resolve();
      };
      const leave = (): void => {
        stopWaiting();
        this.#queue.splice(this.#queue.indexOf(enter), 1);
        reject(errors.UNAVAILABLE({ retryAfterS: 2 }));
      };
      const timer = setTimeout(leave, this.limits.patienceMs);
      signal?.addEventListener('abort', leave);
      this.#queue.push(enter);
    });
  }

  #handOver(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
