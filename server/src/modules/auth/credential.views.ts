import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';

/** What a password is checked against, and since when. */
export interface Secret {
  readonly userId: string;
  readonly hash: string;
  readonly changedAt: Date;
}

const sql = 'select password_hash, changed_at from credential where user_id = ?';

/** The secret of a user, or null. */
export async function findSecret(reader: Reader, userId: string | null): Promise<Secret | null> {
  if (!userId) return null;
  const row = await reader.one<{ password_hash: string; changed_at: RawInstant }>(sql, [userId]);
  return row ? { userId, hash: row.password_hash, changedAt: toDate(row.changed_at) } : null;
}

/** Replaces a hash: with a new password from `changedAt` on, or by a stronger one of the same password. */
export async function replaceHash(sql: Writer, { userId, hash, changedAt }: Secret): Promise<void> {
  const parameters = [hash, sql.instant(changedAt), userId];
  await sql.run('update credential set password_hash = ?, changed_at = ? where user_id = ?', parameters);
}
