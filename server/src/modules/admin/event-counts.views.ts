import type { Reader } from '#kernel/ports.js';
import { countedOnly } from '#kernel/recorded-event.entity.js';
import { dayOf } from '#kernel/row.js';
import { endOfHour, talliedByDay, talliedFrom } from '#kernel/time-tally.js';
import type { DayCount } from './admin.type.js';

const dayMs = 86_400_000;

/** The events that the overview shows. */
type ShownEvent = 'user.registered' | 'session.opened' | 'login.failed';

const withinHourSql = `select count(*) as n from recorded_event where ${countedOnly} and type = ? and at > ? and at < ?`;

/** How often it happened after that instant: within the first hour one by one, after that as it was tallied. */
export async function countSince(reader: Reader, type: ShownEvent, since: Date): Promise<number> {
  const nextHour = endOfHour(since);
  const instants = [reader.instant(since), reader.instant(nextHour)];
  const first = await reader.one<{ n: number }>(withinHourSql, [type, ...instants]);
  return Number(first?.n ?? 0) + (await talliedFrom(reader, 'event', `${type}@`, nextHour));
}

/** How often it happened on each of the last `days` UTC days, oldest first, days without any included. */
export async function countByDay(reader: Reader, type: ShownEvent, now: Date, days: number): Promise<DayCount[]> {
  const first = Date.parse(dayOf(now)) - (days - 1) * dayMs;
  const byDay = await talliedByDay(reader, 'event', `${type}@`, new Date(first));
  return Array.from({ length: days }, (_, index) => {
    const day = dayOf(new Date(first + index * dayMs));
    return { day, count: byDay.get(day) ?? 0 };
  });
}
