import type { Reader } from '#kernel/ports.js';
import { countLiveSessions } from '#modules/sessions/index.js';
import type { DayCount, OverviewType } from './admin.type.js';

const dayMs = 86_400_000;

const dayName = (date: Date): string => date.toISOString().slice(0, 10);

async function count(reader: Reader, sql: string, parameters: readonly unknown[]): Promise<number> {
  const row = await reader.one<{ n: number }>(sql, parameters);
  return Number(row?.n ?? 0);
}

const eventsSinceSql = 'select count(*) as n from recorded_event where type = ? and at > ?';

/** The four figures of the overview. */
export async function readOverview(reader: Reader, now: Date): Promise<OverviewType> {
  const dayAgo = reader.instant(new Date(now.getTime() - dayMs));
  return {
    users: await count(reader, 'select count(*) as n from "user"', []),
    activeSessions: await countLiveSessions(reader, now),
    loginsLast24h: await count(reader, eventsSinceSql, ['session.opened', dayAgo]),
    failedLoginsLast24h: await count(reader, eventsSinceSql, ['login.failed', dayAgo]),
  };
}

/** How often an event was recorded on each of the last `days` UTC days, oldest first, days without any included. */
export async function countByDay(reader: Reader, type: string, now: Date, days: number): Promise<DayCount[]> {
  const midnight = Date.parse(dayName(now));
  const first = new Date(midnight - (days - 1) * dayMs);
  const day = reader.dayOf('at');
  const sql = `select ${day} as day, count(*) as n from recorded_event where type = ? and at >= ? group by ${day}`;
  const rows = await reader.all<{ day: string; n: number }>(sql, [type, reader.instant(first)]);
  const counted = new Map(rows.map((row) => [row.day, Number(row.n)]));
  return Array.from({ length: days }, (_, index) => {
    const name = dayName(new Date(first.getTime() + index * dayMs));
    return { day: name, count: counted.get(name) ?? 0 };
  });
}

/** True while nobody active administers this instance. */
export async function isClaimable(reader: Reader): Promise<boolean> {
  return (await count(reader, `select count(*) as n from "user" where role = 'admin' and status = 'ACTIVE'`, [])) === 0;
}
