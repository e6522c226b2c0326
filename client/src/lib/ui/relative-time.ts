const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** How long ago, in the words of the language; a date once it is more than a week. */
export function relativeTime(instant: Date, now: number, locale: string): string {
  const age = now - instant.getTime();
  if (Math.abs(age) >= WEEK) return dayOf(instant, now, locale);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(age) < MINUTE) return format.format(0, 'second');
  if (Math.abs(age) < HOUR) return format.format(-Math.trunc(age / MINUTE), 'minute');
  if (Math.abs(age) < DAY) return format.format(-Math.trunc(age / HOUR), 'hour');
  return format.format(-Math.round(age / DAY), 'day');
}

function dayOf(instant: Date, now: number, locale: string): string {
  const sameYear = instant.getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...year }).format(instant);
}
