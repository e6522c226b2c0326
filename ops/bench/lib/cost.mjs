import { drive } from './load.mjs';

/**
 * What a piece of work costs a process, in microseconds of its own processor time. The first rounds warm it up and
 * find out how many pieces fill a round; from then on that count is fixed.
 */
export class Cost {
  #process;
  #perform;
  #roundUs;
  #count = 0;

  /** `perform(count)` lets the process do so many pieces. */
  constructor(process, perform, { roundUs = 150_000 } = {}) {
    this.#process = process;
    this.#perform = perform;
    this.#roundUs = roundUs;
  }

  async #measure(count) {
    const before = await this.#process.usage();
    await this.#perform(count);
    return (await this.#process.usage()).cpuUs - before.cpuUs;
  }

  /** Twice as much each time until a batch is as long as four rounds. */
  async warmUp() {
    let [count, us] = [1, 0];
    while (us < 4 * this.#roundUs) us = await this.#measure((count *= 2));
    this.#count = Math.max(1, Math.round((count * this.#roundUs) / us));
  }

  async round() {
    return (await this.#measure(this.#count)) / this.#count;
  }
}

/** What requests cost a server; `load` is `{ lanes, next }` as `drive` takes it. */
export const costOfRequests = (server, load, options) =>
  new Cost(server, (count) => drive(server.port, load, count), options);

/** What work costs a process that offers it (peers/lib/work.mjs). */
export const costOfWork = (worker, options) => new Cost(worker, (count) => worker.work(count), options);
