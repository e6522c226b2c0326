import { scaleBand, scaleLinear } from 'd3-scale';
import type { DayChart_dayFragment } from '@socle/schema/documents';

/** The room for the figures at the left and the dates below. */
export const MARGIN = { top: 8, right: 0, bottom: 24, left: 32 } as const;

/** One bar, in pixels. */
export interface Bar {
  readonly day: string;
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Everything that is drawn, computed. */
export interface DayChartPlan {
  readonly bars: readonly Bar[];
  readonly lines: readonly { readonly value: number; readonly y: number }[];
  readonly dates: readonly { readonly day: string; readonly x: number; readonly anchor: 'start' | 'middle' | 'end' }[];
}

/** Lays the days out as bars: whole numbers at the side, three dates below. */
export function planDays(days: readonly DayChart_dayFragment[], width: number, height: number): DayChartPlan {
  const bottom = height - MARGIN.bottom;
  const x = scaleBand(
    days.map(({ day }) => day),
    [MARGIN.left, Math.max(MARGIN.left, width - MARGIN.right)],
  ).padding(0.28);
  const highest = Math.max(1, ...days.map(({ count }) => count));
  const y = scaleLinear([0, highest], [bottom, MARGIN.top]).nice(3);
  const bars = days.map(({ day, count }) => {
    const top = Math.min(y(count), count > 0 ? bottom - 2 : bottom);
    return { day, count, x: x(day) ?? 0, y: top, width: x.bandwidth(), height: bottom - top };
  });
  const lines = y
    .ticks(3)
    .filter(Number.isInteger)
    .map((value) => ({ value, y: y(value) }));
  return { bars, lines, dates: datesOf(bars) };
}

function datesOf(bars: readonly Bar[]): DayChartPlan['dates'] {
  const [first, middle, last] = [bars[0], bars[Math.floor(bars.length / 2)], bars.at(-1)];
  if (!first || !middle || !last) return [];
  const shown = [
    { day: first.day, x: first.x, anchor: 'start' as const },
    { day: middle.day, x: middle.x + middle.width / 2, anchor: 'middle' as const },
    { day: last.day, x: last.x + last.width, anchor: 'end' as const },
  ];
  return bars.length < 3 ? shown.slice(0, 1) : shown;
}

/** Which bar a key leads to, from the one that is read now. */
export function readByKey(key: string, current: number, count: number): number | undefined {
  const steps: Partial<Record<string, number>> = {
    ArrowRight: current + 1,
    ArrowUp: current + 1,
    ArrowLeft: current - 1,
    ArrowDown: current - 1,
    PageUp: current + 7,
    PageDown: current - 7,
    Home: 0,
    End: count - 1,
  };
  const wanted = steps[key];
  return wanted === undefined ? undefined : Math.min(count - 1, Math.max(0, wanted));
}

/** A calendar day in words; the server counts days in UTC. */
export function dayInWords(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00Z`),
  );
}
