import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { EndReason, Session } from './session.js';

interface Row {
  id: string;
  user_id: string;
  created_at: RawInstant;
  updated_at: RawInstant;
  device_name: string;
  ip_address: string;
  sealed_key: Uint8Array;
  generation: number;
  rotated_at: RawInstant;
  acknowledged: number;
  min_generation: number;
  proven_at: RawInstant;
  last_used_at: RawInstant;
  idle_expires_at: RawInstant;
  expires_at: RawInstant;
  ended_at: RawInstant | null;
  end_reason: EndReason | null;
}

const columns = `id, user_id, created_at, updated_at, device_name, ip_address, sealed_key, generation, rotated_at, acknowledged,
  min_generation, proven_at, last_used_at, idle_expires_at, expires_at, ended_at, end_reason`;

const toSession = (row: Row): Session => ({
  id: row.id,
  userId: row.user_id,
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at),
  deviceName: row.device_name,
  ipAddress: row.ip_address,
  sealedKey: Buffer.from(row.sealed_key),
  generation: row.generation,
  rotatedAt: toDate(row.rotated_at),
  acknowledged: row.acknowledged,
  minGeneration: row.min_generation,
  provenAt: toDate(row.proven_at),
  lastUsedAt: toDate(row.last_used_at),
  idleExpiresAt: toDate(row.idle_expires_at),
  expiresAt: toDate(row.expires_at),
  endedAt: row.ended_at === null ? null : toDate(row.ended_at),
  endReason: row.end_reason,
});

const byIdSql = `select ${columns} from session where id = ?`;

/** The session of that id, dead or alive; null where there is none. */
export async function findSession(sql: Reader, id: string): Promise<Session | null> {
  const row = await sql.one<Row>(byIdSql, [id]);
  return row ? toSession(row) : null;
}

const livingSql = `select ${columns} from session where user_id = ? and ended_at is null and idle_expires_at > ?
  order by last_used_at desc, id desc`;

/** The sessions of a user that live, last used first. */
export async function findLiving(sql: Reader, userId: string, now: Date): Promise<Session[]> {
  return (await sql.all<Row>(livingSql, [userId, sql.instant(now)])).map(toSession);
}

const allSql = `select ${columns} from session where user_id = ? order by created_at, id`;

/** Every session of a user that is still remembered, dead or alive, oldest first. */
export async function findAllOf(sql: Reader, userId: string): Promise<Session[]> {
  return (await sql.all<Row>(allSql, [userId])).map(toSession);
}

const insertSql = `insert into session (${columns}) values (${columns.replace(/\w+/g, '?')})`;

/** Writes a session that has just begun. */
export async function addSession(sql: Writer, session: Session): Promise<void> {
  const { id, userId, deviceName, ipAddress, sealedKey, generation, acknowledged, minGeneration, endReason } = session;
  const at = (date: Date | null): unknown => date && sql.instant(date);
  await sql.run(insertSql, [
    ...[id, userId, at(session.createdAt), at(session.updatedAt), deviceName, ipAddress, sealedKey],
    ...[generation, at(session.rotatedAt), acknowledged, minGeneration, at(session.provenAt)],
    ...[at(session.lastUsedAt), at(session.idleExpiresAt), at(session.expiresAt), at(session.endedAt), endReason],
  ]);
}

const updateSql = `update session set updated_at = ?, generation = ?, rotated_at = ?, acknowledged = ?, min_generation = ?,
  proven_at = ?, last_used_at = ?, idle_expires_at = ?, ended_at = ?, end_reason = ? where id = ?`;

/** Writes what can change of a session. */
export async function saveSession(sql: Writer, session: Session): Promise<void> {
  const { generation, acknowledged, minGeneration, endReason, id } = session;
  const at = (date: Date | null): unknown => date && sql.instant(date);
  await sql.run(updateSql, [
    ...[at(session.updatedAt), generation, at(session.rotatedAt), acknowledged, minGeneration, at(session.provenAt)],
    ...[at(session.lastUsedAt), at(session.idleExpiresAt), at(session.endedAt), endReason, id],
  ]);
}

/** Notes that a generation arrived, and when; never backwards, and nothing of a session that is over. */
export async function touchSession(sql: Writer, id: string, acknowledged: number, now: Date): Promise<void> {
  await sql.run('update session set acknowledged = ? where id = ? and acknowledged < ?', [
    acknowledged,
    id,
    acknowledged,
  ]);
  await sql.run('update session set last_used_at = ? where id = ? and ended_at is null', [sql.instant(now), id]);
}

/** Deletes the sessions of a user that were over before. */
export async function dropOver(sql: Writer, userId: string, before: Date): Promise<void> {
  await sql.run('delete from session where user_id = ? and idle_expires_at < ?', [userId, sql.instant(before)]);
}
