import type { Reader } from '#kernel/ports.js';
import { countedOnly } from '#kernel/recorded-event.entity.js';
import { dayOf, startingWith } from '#kernel/row.js';
import { sumOf, tallied } from '#kernel/tally.js';
import type { DayCount } from './admin.type.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The events that the overview shows. */
type ShownEvent = 'user.registered' | 'session.opened' | 'login.failed';

const hourOf = (date: Date): string => date.toISOString().slice(0, 13);

/** How often it happened in each hour from that one on, by 'type@hour'. */
const talliedSince = (reader: Reader, type: ShownEvent, hour: string): Promise<Map<string, number>> =>
  tallied(reader, 'event', `${type}@${hour}`, startingWith(`${type}@`)[1]);

const withinHourSql = `select count(*) as n from recorded_event where ${countedOnly} and type = ? and at > ? and at < ?`;

/** How often it happened after that instant: within the first hour one by one, after that as it was tallied. */
export async function countSince(reader: Reader, type: ShownEvent, since: Date): Promise<number> {
  const nextHour = new Date((Math.floor(since.getTime() / hourMs) + 1) * hourMs);
  const instants = [reader.instant(since), reader.instant(nextHour)];
  const first = await reader.one<{ n: number }>(withinHourSql, [type, ...instants]);
  return Number(first?.n ?? 0) + sumOf(await talliedSince(reader, type, hourOf(nextHour)));
}

/** How often it happened on each of the last `days` UTC days, oldest first, days without any included. */
export async function countByDay(reader: Reader, type: ShownEvent, now: Date, days: number): Promise<DayCount[]> {
  const first = Date.parse(dayOf(now)) - (days - 1) * dayMs;
  const points = Array.from({ length: days }, (_, index) => ({
    day: dayOf(new Date(first + index * dayMs)),
    count: 0,
  }));
  const byDay = new Map(points.map((point) => [point.day, point]));
  for (const [part, n] of await talliedSince(reader, type, hourOf(new Date(first)))) {
    const point = byDay.get(part.slice(part.indexOf('@') + 1, -3));
    if (point) point.count += n;
  }
  return points;
}
