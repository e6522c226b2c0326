import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 250;

/** Counts down to an instant by this machine's clock; whatever reads it in a component sees each second pass. */
export class Countdown {
  readonly #end: number;
  readonly #observe: () => void;

  constructor(end: number) {
    this.#end = end;
    this.#observe = createSubscriber((update) => {
      const timer = setInterval(update, TICK_MS);
      return () => clearInterval(timer);
    });
  }

  /** Full seconds that are left; none once the instant has come. */
  get left(): number {
    this.#observe();
    return Math.max(0, Math.ceil((this.#end - Date.now()) / 1000));
  }
}

/** Counts down from a number of seconds, where there is one. */
export const countdownFrom = (seconds: number | undefined): Countdown | null =>
  seconds ? new Countdown(Date.now() + seconds * 1000) : null;
