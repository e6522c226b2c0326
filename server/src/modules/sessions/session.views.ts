import { isId } from '#kernel/entity.js';
import type { Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { endOfHour, talliedFrom } from '#kernel/time-tally.js';
import type { EndReason } from './session.js';
import { findLiving } from './session.store.js';
import type { EndedSessionType, SessionType } from './session.type.js';

interface ReplayedRow {
  id: string;
  device_name: string;
  ip_address: string;
  created_at: RawInstant;
  ended_at: RawInstant;
}

/** What a request must know of its session; read once per token and process, then kept. */
export interface LiveSession {
  readonly userId: string;
  readonly acknowledged: number;
  readonly minGeneration: number;
  readonly lastUsedAt: Date;
  readonly endReason: EndReason | null;
}

const liveSql = `select user_id, acknowledged, min_generation, last_used_at, ended_at, end_reason, idle_expires_at
  from session where id = ?`;

interface LiveRow {
  user_id: string;
  acknowledged: number;
  min_generation: number;
  last_used_at: RawInstant;
  ended_at: RawInstant | null;
  end_reason: EndReason | null;
}

/** The session behind an access token; null where it was deleted. */
export async function findLiveSession(reader: Reader, id: string): Promise<LiveSession | null> {
  const row = isId(id) ? await reader.one<LiveRow>(liveSql, [id]) : undefined;
  if (!row) return null;
  return {
    userId: row.user_id,
    acknowledged: row.acknowledged,
    minGeneration: row.min_generation,
    lastUsedAt: toDate(row.last_used_at),
    endReason: row.ended_at === null ? null : (row.end_reason ?? 'revoked'),
  };
}

/** The living sessions of a user, last used first. */
export async function listSessions(
  reader: Reader,
  userId: string,
  now: Date,
  currentId: string | null,
): Promise<SessionType[]> {
  const sessions = await findLiving(reader, userId, now);
  return sessions.map(({ id, deviceName, ipAddress, createdAt, lastUsedAt, idleExpiresAt }) => ({
    ...{ id, deviceName, ipAddress, createdAt, lastUsedAt },
    expiresAt: idleExpiresAt,
    current: id === currentId,
  }));
}

const replayedSql = `select id, device_name, ip_address, created_at, ended_at from session
  where user_id = ? and end_reason = 'reused' and ended_at > ? order by ended_at desc, id desc`;

const toldForMs = 30 * 86_400_000;

/** The sessions of a user that a replay ended lately, newest first. */
export async function listReplayed(reader: Reader, userId: string, now: Date): Promise<EndedSessionType[]> {
  const since = reader.instant(new Date(now.getTime() - toldForMs));
  const rows = await reader.all<ReplayedRow>(replayedSql, [userId, since]);
  return rows.map((row) => ({
    id: row.id,
    deviceName: row.device_name,
    ipAddress: row.ip_address,
    createdAt: toDate(row.created_at),
    endedAt: toDate(row.ended_at),
  }));
}

/** The name of a session's device; null where the session is gone. */
export async function findDeviceName(reader: Reader, id: string): Promise<string | null> {
  const row = await reader.one<{ device_name: string }>('select device_name from session where id = ?', [id]);
  return row?.device_name ?? null;
}

const expiringSql =
  'select count(*) as n from session where idle_expires_at > ? and idle_expires_at < ? and ended_at is null';

/** How many sessions live: those that expire within this hour one by one, all others as they are tallied. */
export async function countLiveSessions(reader: Reader, now: Date): Promise<number> {
  const nextHour = endOfHour(now);
  const soon = await reader.one<{ n: number }>(expiringSql, [reader.instant(now), reader.instant(nextHour)]);
  return Number(soon?.n ?? 0) + (await talliedFrom(reader, 'session', '', nextHour));
}
