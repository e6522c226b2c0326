import { LRUCache } from 'lru-cache';
import { errors } from '#kernel/errors.js';
import type { Clock, Guess, GuessRule } from '#kernel/ports.js';

/** What is known of one key. Times in milliseconds. */
interface Row {
  wrong: number;
  since: number;
  lastAt: number;
  inFlight: number;
  waiting: (() => void)[];
}

const remembered = 200_000;
const patienceMs = 2_000;

/** How many wrong guesses come free, then how long to wait after `wrong` of them, in milliseconds. */
function waitAfter(wrong: number, rule: GuessRule, factor: number): number {
  if (rule.kind === 'window') return wrong < Math.ceil(rule.tries * factor) ? 0 : rule.perSeconds * 1000;
  const free = Math.ceil(rule.free * factor);
  if (wrong < free) return 0;
  if (wrong >= Math.ceil(rule.stopAt * factor)) return rule.forgottenAfter * 1000;
  return (rule.waits[Math.min(wrong - free, rule.waits.length - 1)] ?? 0) * 1000;
}

/** How many guesses may be in flight at once: as many as could all be wrong without a wait. */
function roomFor({ wrong, inFlight }: Row, rule: GuessRule, factor: number): boolean {
  const free = Math.ceil((rule.kind === 'window' ? rule.tries : rule.free) * factor);
  return inFlight < Math.max(1, free - wrong);
}

/**
 * Wrong guesses per key, in memory. Everything between two awaits is one step, so that no two callers can take the
 * same try. A clock that steps back never lengthens a wait (catalogue A12).
 */
export class Guesses {
  readonly #rows = new LRUCache<string, Row>({ max: remembered });

  constructor(
    private readonly clock: Clock,
    private readonly factor: number,
  ) {}

  async reserve(key: string, rule: GuessRule): Promise<Guess> {
    const deadline = this.#now() + patienceMs;
    for (;;) {
      const row = this.#row(key, rule);
      const waitMs = this.#remaining(row, rule);
      if (waitMs > 0) throw errors.RATE_LIMITED({ retryAfterS: Math.ceil(waitMs / 1000) });
      if (roomFor(row, rule, this.factor)) return this.#begin(row, rule);
      await this.#turn(row, deadline - this.#now());
    }
  }

  forget(key: string): void {
    const row = this.#rows.get(key);
    if (row) row.wrong = 0;
  }

  #now(): number {
    return this.clock.now().getTime();
  }

  #row(key: string, rule: GuessRule): Row {
    const now = this.#now();
    const fresh: Row = { wrong: 0, since: now, lastAt: now, inFlight: 0, waiting: [] };
    const row = this.#rows.get(key) ?? fresh;
    this.#rows.set(key, row);
    row.lastAt = Math.min(row.lastAt, now);
    row.since = Math.min(row.since, now);
    const isOver =
      rule.kind === 'window'
        ? now >= row.since + rule.perSeconds * 1000
        : now >= row.lastAt + rule.forgottenAfter * 1000;
    if (isOver) Object.assign(row, { wrong: 0, since: now });
    return row;
  }

  #remaining(row: Row, rule: GuessRule): number {
    const from = rule.kind === 'window' ? row.since : row.lastAt;
    return from + waitAfter(row.wrong, rule, this.factor) - this.#now();
  }

  #begin(row: Row, rule: GuessRule): Guess {
    row.inFlight += 1;
    let settled = false;
    return {
      settle: (outcome) => {
        if (settled) return;
        settled = true;
        row.inFlight -= 1;
        if (outcome === 'wrong') this.#count(row);
        if (outcome === 'right' && rule.kind === 'patience') row.wrong = 0;
        for (const wake of row.waiting.splice(0)) wake();
      },
    };
  }

  #count(row: Row): void {
    row.lastAt = this.#now();
    if (row.wrong === 0) row.since = row.lastAt;
    row.wrong += 1;
  }

  #turn(row: Row, patienceLeftMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(
        () => {
          row.waiting.splice(row.waiting.indexOf(wake), 1);
          reject(errors.UNAVAILABLE({ retryAfterS: 2 }));
        },
        Math.max(0, patienceLeftMs),
      );
      row.waiting.push(wake);
    });
  }
}
