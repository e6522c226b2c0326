import { describe, expect, it } from 'vitest';
import { MARGIN, planDays, readByKey } from './chart.ts';

const days = (counts: readonly number[]) =>
  counts.map((count, index) => ({ day: `2026-11-${String(index + 1).padStart(2, '0')}`, count }));

describe('the chart of days', () => {
  it('draws a bar a day, as high as its count', () => {
    const { bars } = planDays(days([0, 5, 10]), 300, 180);
    expect(bars.map(({ count }) => count)).toEqual([0, 5, 10]);
    expect(bars[0]?.height).toBe(0);
    expect(bars[2]?.height).toBeCloseTo(2 * (bars[1]?.height ?? 0));
    expect(bars.every(({ x, width }) => x >= MARGIN.left && x + width <= 300)).toBe(true);
  });

  it('shows one against a thousand', () => {
    expect(planDays(days([1, 1000]), 300, 180).bars[0]?.height).toBeGreaterThanOrEqual(2);
  });

  it('writes whole numbers at the side, also where one is the most', () => {
    expect(planDays(days([0, 1]), 300, 180).lines.map(({ value }) => value)).toEqual([0, 1]);
  });

  it('stands no day, one day and no room', () => {
    expect(planDays([], 300, 180)).toMatchObject({ bars: [], dates: [] });
    expect(planDays(days([3]), 300, 180).dates).toHaveLength(1);
    expect(planDays(days([3, 4, 5]), 0, 180).bars.every(({ width }) => width >= 0)).toBe(true);
  });

  it.each([
    ['ArrowRight', 3, 4],
    ['ArrowLeft', 0, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['PageDown', 9, 2],
    ['Tab', 3, undefined],
  ])('reads on by %s from %i to %s', (key, current, expected) => {
    expect(readByKey(key, current, 10)).toBe(expected);
  });
});
