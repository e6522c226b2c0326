import { drive, withConnections } from './load.mjs';

/** Enough for what does little; what does more says so: V8 is done with a path only after some ten thousand times. */
const usualWarmUs = 1_500_000;

/**
 * What a piece of work costs a process, in microseconds of its own processor time. Warming up also finds out how many
 * pieces fill a round; from then on that count is fixed. Rounds are short: what else the machine does comes in bursts,
 * and of two things measured close together it meets both or neither.
 */
export class Cost {
  #process;
  #around;
  #roundUs;
  #warmUs;
  #count = 0;

  /** `around(timed)` makes everything ready and hands `timed` what performs so many pieces. */
  constructor(process, around, { roundUs = 50_000, warmUs = usualWarmUs } = {}) {
    this.#process = process;
    this.#around = around;
    this.#roundUs = roundUs;
    this.#warmUs = warmUs;
  }

  /** The processor time of so many pieces. */
  #measure(count) {
    return this.#around(async (perform) => {
      const before = await this.#process.usage();
      await perform(count);
      return (await this.#process.usage()).cpuUs - before.cpuUs;
    });
  }

  /** Until so much was spent, in batches that double as far as a round. */
  async warmUp() {
    let [count, us, spent] = [1, 0, 0];
    while (spent < this.#warmUs) {
      if (us < this.#roundUs) count *= 2;
      us = await this.#measure(count);
      spent += us;
    }
    this.#count = Math.max(1, Math.round((count * this.#roundUs) / us));
  }

  async round() {
    return (await this.#measure(this.#count)) / this.#count;
  }
}

/** What requests cost a server; the load is `{ lanes, next }`. */
export const costOfRequests = (server, { lanes, next }, options) => {
  const around = (timed) =>
    withConnections(server.port, lanes, (connections) => timed((count) => drive(connections, next, count)));
  return new Cost(server, around, options);
};

/** What work costs a process that offers it (peers/lib/work.mjs). */
export const costOfWork = (worker, options) =>
  new Cost(worker, (timed) => timed((count) => worker.work(count)), options);
