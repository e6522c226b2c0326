// Catalogue: C6, C7, C8, C9, A12.
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.js';
import type { GuessRule } from '#kernel/ports.js';
import { TestClock } from '#test/clock.js';
import { Guesses } from './guesses.js';

const patience: GuessRule = { kind: 'patience', free: 3, waits: [1, 2, 60], stopAt: 8, forgottenAfter: 3_600 };
const window: GuessRule = { kind: 'window', tries: 3, perSeconds: 60 };

let clock: TestClock;
let guesses: Guesses;
beforeEach(() => {
  clock = new TestClock();
  guesses = new Guesses(clock, 1);
});

/** Guesses wrongly; answers null, or the seconds to wait. */
async function wrong(rule: GuessRule, key = 'key'): Promise<number | null> {
  try {
    (await guesses.reserve(key, rule)).settle('wrong');
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'RATE_LIMITED') return error.details.retryAfterS ?? -1;
    throw error;
  }
}

async function wrongTimes(times: number, rule: GuessRule): Promise<void> {
  for (let index = 0; index < times; index += 1) expect(await wrong(rule)).toBeNull();
}

describe('patience', () => {
  it('gives some free, then waits longer and longer', async () => {
    await wrongTimes(3, patience);
    for (const seconds of [1, 2, 60, 60]) {
      expect(await wrong(patience)).toBe(seconds);
      clock.advance(seconds * 1000);
      await wrongTimes(1, patience);
    }
  });

  it('stops after too many in a row, until they are forgotten', async () => {
    await wrongTimes(3, patience);
    for (let index = 0; index < 5; index += 1) {
      clock.advance(60_000);
      await wrongTimes(1, patience);
    }
    clock.advance(3_599_000);
    expect(await wrong(patience)).toBe(1);
    clock.advance(1_000);
    await wrongTimes(3, patience);
  });

  it('ends a row where one is right', async () => {
    await wrongTimes(3, patience);
    clock.advance(1_000);
    (await guesses.reserve('key', patience)).settle('right');
    await wrongTimes(3, patience);
  });

  it('counts nothing that never happened, and settles once', async () => {
    for (let index = 0; index < 20; index += 1) (await guesses.reserve('key', patience)).settle('void');
    const guess = await guesses.reserve('key', patience);
    guess.settle('void');
    guess.settle('wrong');
    await wrongTimes(3, patience);
    expect(await wrong(patience)).toBe(1);
  });

  it('forgets on demand, and keeps keys apart', async () => {
    await wrongTimes(3, patience);
    expect(await wrong(patience, 'other')).toBeNull();
    guesses.forget('key');
    guesses.forget('unknown');
    await wrongTimes(3, patience);
  });

  it('is not made longer by a clock that steps back', async () => {
    await wrongTimes(5 - 2, patience);
    clock.advance(-3_600_000);
    expect(await wrong(patience)).toBe(1);
    clock.advance(1_000);
    expect(await wrong(patience)).toBeNull();
  });
});

describe('a window', () => {
  it('gives its tries, then waits until it is over; a right one gives none back', async () => {
    await wrongTimes(2, window);
    (await guesses.reserve('key', window)).settle('right');
    clock.advance(20_000);
    await wrongTimes(1, window);
    expect(await wrong(window)).toBe(40);
    clock.advance(39_000);
    expect(await wrong(window)).toBe(1);
    clock.advance(1_000);
    await wrongTimes(3, window);
  });

  it('multiplies by its factor', async () => {
    guesses = new Guesses(clock, 2);
    await wrongTimes(6, window);
    expect(await wrong(window)).toBe(60);
  });
});

describe('guesses in flight', () => {
  it('let no more be evaluated than are free, whatever comes at once', async () => {
    let evaluated = 0;
    const attempt = async (): Promise<void> => {
      const guess = await guesses.reserve('key', patience);
      evaluated += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
      guess.settle('wrong');
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, attempt));
    expect(evaluated).toBe(3);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(197);
  });

  it('wait for each other where they may all be right', async () => {
    const attempt = async (): Promise<void> => {
      const guess = await guesses.reserve('key', patience);
      await new Promise((resolve) => setTimeout(resolve, 2));
      guess.settle('right');
    };
    await Promise.all(Array.from({ length: 50 }, attempt));
  });

  it('are not waited for longer than two seconds', async () => {
    for (let index = 0; index < 3; index += 1) await guesses.reserve('key', patience);
    const started = performance.now();
    await expect(guesses.reserve('key', patience)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(performance.now() - started).toBeGreaterThan(1_900);
  });

  it('never evaluate more wrong ones in a row than the rule allows, in any order', async () => {
    const step = fc.record({ outcome: fc.constantFrom('right', 'wrong', 'void'), pauseMs: fc.nat(1_500) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const key = `key ${Math.random()}`;
        let row = 0;
        let lastWrongAt = -Infinity;
        for (const { outcome, pauseMs } of steps) {
          clock.advance(pauseMs);
          const now = clock.now().getTime();
          const guess = await guesses.reserve(key, patience).catch(() => null);
          if (!guess) continue;
          if (row >= 3) expect(now - lastWrongAt).toBeGreaterThanOrEqual(990);
          guess.settle(outcome);
          if (outcome === 'right') row = 0;
          if (outcome === 'wrong') [row, lastWrongAt] = [row + 1, now];
        }
      }),
      { numRuns: 100 },
    );
  });
});
