import { m } from '#lib/i18n/index.ts';

const HOUR_MS = 3_600_000;

/** How far away the ends are that stand in the list. */
const spans = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

/** When a grant may end: after a while, at an instant of one's own, or not by itself. */
export type GrantEnd = keyof typeof spans | 'date' | 'never';

/** The ends to choose from, nearest first. */
export const grantEnds = (): readonly { value: GrantEnd; label: string }[] => [
  { value: 'hour', label: m.admin_grant_end_hour() },
  { value: 'day', label: m.admin_grant_end_day() },
  { value: 'week', label: m.admin_grant_end_week() },
  { value: 'date', label: m.admin_grant_end_date() },
  { value: 'never', label: m.admin_grant_end_never() },
];

/** The instant that was chosen, for the server; null where the grant does not end. `date` is what a date field holds. */
export function untilOf(end: GrantEnd, date: string, now: number): string | null {
  if (end === 'never') return null;
  return (end === 'date' ? new Date(date) : new Date(now + spans[end])).toISOString();
}

/** What is wrong with a date that was typed, or null. */
export function dateFault(date: string, now: number): string | null {
  const instant = Date.parse(date);
  if (Number.isNaN(instant)) return m.field_required();
  return instant > now ? null : m.admin_grant_date_past();
}

/** An instant as a date field wants it: the clock on the wall, to the minute. */
export function toDateField(instant: number): string {
  const wall = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000);
  return wall.toISOString().slice(0, 16);
}
