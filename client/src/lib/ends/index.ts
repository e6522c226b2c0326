import { m } from '#lib/i18n/index.ts';

/** When something may end: after one of some spans, at an instant of one's own, or not by itself. */
export type End<Span extends string> = Span | 'date' | 'never';

/** The instant that was chosen, for the server; null where there is no end. `date` is what a date field holds. */
export function untilOf<Span extends string>(
  spans: Readonly<Record<Span, number>>,
  end: End<Span>,
  date: string,
  now: number,
): string | null {
  if (end === 'never') return null;
  return (end === 'date' ? new Date(date) : new Date(now + spans[end])).toISOString();
}

/** What is wrong with a date that was typed, or null. */
export function dateFault(date: string, now: number): string | null {
  const instant = Date.parse(date);
  if (Number.isNaN(instant)) return m.field_required();
  return instant > now ? null : m.field_date_past();
}

/** An instant as a date field wants it: the clock on the wall, to the minute. */
export function toDateField(instant: number): string {
  const wall = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000);
  return wall.toISOString().slice(0, 16);
}
