// Catalogue: A14.
import { describe, expect, it } from 'vitest';
import { backoffMs, renewalDelayMs } from './clock.ts';

const tenMinutes = 600_000;
const sessions = 2_000;

/** The largest number of moments that fall into one second. */
function busiestSecond(moments: readonly number[]): number {
  const seconds = new Map<number, number>();
  for (const moment of moments) {
    const second = Math.floor(moment / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  return Math.max(...seconds.values());
}

describe('two thousand sessions whose tokens end together', () => {
  it('renew spread over half a minute, all of them before the end', () => {
    const moments = Array.from({ length: sessions }, () => renewalDelayMs(tenMinutes));
    expect(Math.max(...moments)).toBeLessThanOrEqual(tenMinutes - 30_000);
    expect(Math.min(...moments)).toBeGreaterThanOrEqual(tenMinutes - 60_000);
    expect(busiestSecond(moments)).toBeLessThan(150);
  });

  it('try again spread over seconds where the server was away', () => {
    const moments = Array.from({ length: sessions }, () => backoffMs(4));
    expect(Math.min(...moments)).toBeGreaterThanOrEqual(8_000);
    expect(Math.max(...moments)).toBeLessThanOrEqual(16_000);
    expect(busiestSecond(moments)).toBeLessThan(400);
  });
});

describe('a renewal', () => {
  it.each([
    [0, 0],
    [1_000, 750],
    [60_000, 45_000],
  ])('of a token that lives %i ms more comes after %i ms at the earliest', (lifetime, earliest) => {
    expect(renewalDelayMs(lifetime, 1)).toBe(earliest);
    expect(renewalDelayMs(lifetime, 0)).toBeLessThanOrEqual(lifetime);
  });
});

describe('a new try', () => {
  it('waits twice as long each time, half a minute at most', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map((attempt) => backoffMs(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    expect(backoffMs(3, 0)).toBe(4_000);
  });
});
