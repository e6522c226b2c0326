import type { End } from '#lib/ends/index.ts';
import { m } from '#lib/i18n/index.ts';

const DAY_MS = 86_400_000;

/** How far away the ends are that stand in the list. */
export const tokenSpans = { month: 30 * DAY_MS, quarter: 90 * DAY_MS, year: 365 * DAY_MS } as const;

export type TokenEnd = End<keyof typeof tokenSpans>;

/** The ends to choose from, nearest first. */
export const tokenEnds = (): readonly { value: TokenEnd; label: string }[] => [
  { value: 'month', label: m.tokens_end_days({ count: 30 }) },
  { value: 'quarter', label: m.tokens_end_days({ count: 90 }) },
  { value: 'year', label: m.tokens_end_days({ count: 365 }) },
  { value: 'date', label: m.tokens_end_date() },
  { value: 'never', label: m.tokens_end_never() },
];

/** Whether a token still counts, and for how long. */
export function stageOf(expiresAt: string | null, now: number): 'lasting' | 'ending' | 'expired' {
  const left = expiresAt === null ? Infinity : Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  return left < 7 * DAY_MS ? 'ending' : 'lasting';
}
