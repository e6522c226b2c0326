import type { TriggerDef } from '@mikro-orm/core';
import type { Reader } from './ports.js';
import { dayOf, startingWith } from './row.js';
import { tallied, tallyTriggers } from './tally.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const formats = { day: '%Y-%m-%d', hour: '%Y-%m-%dT%H' };
type Span = keyof typeof formats;
const spans = Object.keys(formats) as Span[];

const nameOf = (tally: string, span: Span): string => `${tally}_${span}`;

/**
 * The triggers of two tallies that count rows by the UTC hour and by the UTC day of an instant column: the hours for
 * what begins within a day, the days for what is long. `part` is the SQL of a row's part, from the SQL of its time.
 */
export const timeTallyTriggers = (
  tally: string,
  column: string,
  part: (row: 'new' | 'old', time: string) => string,
): TriggerDef[] =>
  spans.flatMap((span) =>
    tallyTriggers(nameOf(tally, span), (row) =>
      part(row, `strftime('${formats[span]}', ${row}.${column} / 1000, 'unixepoch')`),
    ),
  );

const hourOf = (date: Date): string => date.toISOString().slice(0, 13);

/** The end of the UTC hour in which an instant lies. */
export const endOfHour = (date: Date): Date => new Date((Math.floor(date.getTime() / hourMs) + 1) * hourMs);

/** How many there are on each UTC day from that one on, by the day, of the parts that are `prefix` and a time. */
export async function talliedByDay(
  reader: Reader,
  tally: string,
  prefix: string,
  from: Date,
): Promise<Map<string, number>> {
  const [, before] = startingWith(prefix);
  const days = await tallied(reader, nameOf(tally, 'day'), prefix + dayOf(from), before);
  return new Map([...days].map(([part, n]) => [part.slice(prefix.length), n]));
}

const sumSql = 'select sum(n) as n from tally where name = ? and part >= ? and part < ?';

/** How many there are from the beginning of a UTC hour on: the rest of its day by hours, the rest by days. */
export async function talliedFrom(reader: Reader, tally: string, prefix: string, hour: Date): Promise<number> {
  const nextDay = new Date(Date.parse(dayOf(hour)) + dayMs);
  const [, before] = startingWith(prefix);
  const hours = [nameOf(tally, 'hour'), prefix + hourOf(hour), prefix + hourOf(nextDay)];
  const days = [nameOf(tally, 'day'), prefix + dayOf(nextDay), before];
  const sums = await Promise.all(
    [hours, days].map((range) => reader.one<{ n: number | string | null }>(sumSql, range)),
  );
  return sums.reduce((sum, row) => sum + Number(row?.n ?? 0), 0);
}
