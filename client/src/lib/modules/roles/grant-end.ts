import type { End } from '#lib/ends/index.ts';
import { m } from '#lib/i18n/index.ts';

const HOUR_MS = 3_600_000;

/** How far away the ends are that stand in the list. */
export const grantSpans = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

export type GrantEnd = End<keyof typeof grantSpans>;

/** The ends to choose from, nearest first. */
export const grantEnds = (): readonly { value: GrantEnd; label: string }[] => [
  { value: 'hour', label: m.admin_grant_end_hour() },
  { value: 'day', label: m.admin_grant_end_day() },
  { value: 'week', label: m.admin_grant_end_week() },
  { value: 'date', label: m.admin_grant_end_date() },
  { value: 'never', label: m.admin_grant_end_never() },
];
