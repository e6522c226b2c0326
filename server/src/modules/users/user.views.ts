import { isId } from '#kernel/entity.js';
import type { Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { emailKey, longestEmail, normaliseEmail } from './email.js';
import { pseudoKey } from './pseudo.js';
import type { Locale, UserStatus } from './user.entity.js';
import type { UserType } from './user.type.js';

/** A user as lists and `me` read it: the public face and the address, which a field resolver guards. */
export interface UserView extends UserType {
  readonly email: string;
  readonly suspensionReason: string | null;
  /** What they may do, where the person has just proven to be this user, before any identity could say so. */
  readonly ownScopes?: readonly string[];
}

/** A row of the columns below. */
export interface UserRow {
  id: string;
  pseudo: string;
  pseudo_key: string;
  email: string;
  email_verified: number | boolean;
  bio: string | null;
  locale: Locale;
  role: string;
  status: UserStatus;
  suspension_reason: string | null;
  created_at: RawInstant;
  updated_at: RawInstant;
  last_seen_at: RawInstant;
}

/** What a view of a user is made of; the table goes by `u`. */
export const columns = `u.id, u.pseudo, u.pseudo_key, u.email, u.email_verified, u.bio, u.locale, u.role, u.status, u.suspension_reason,
  u.created_at, u.updated_at, u.last_seen_at`;

const byIdSql = `select ${columns} from "user" u where u.id = ?`;

/** The view of a row. */
export function toView(row: UserRow): UserView {
  return {
    id: row.id,
    pseudo: row.pseudo,
    email: row.email,
    emailVerified: Boolean(row.email_verified),
    bio: row.bio,
    locale: row.locale,
    role: row.role,
    status: row.status,
    suspensionReason: row.suspension_reason,
    createdAt: toDate(row.created_at),
    updatedAt: toDate(row.updated_at),
    lastSeenAt: toDate(row.last_seen_at),
  };
}

/** One user, or null. */
export async function findUser(reader: Reader, id: string): Promise<UserView | null> {
  if (!isId(id)) return null;
  const row = await reader.one<UserRow>(byIdSql, [id]);
  return row ? toView(row) : null;
}

const byIdsSql = `select ${columns} from json_each(?) join "user" u on u.id = json_each.value`;

/** The users of these ids, by id; those who are gone are not among them. */
export async function findUsers(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, UserView>> {
  const rows = await reader.all<UserRow>(byIdsSql, [JSON.stringify(ids)]);
  return new Map(rows.map((row) => [row.id, toView(row)]));
}

/** The id of the user with that e-mail address or pseudo, or null. */
export async function findIdByIdentifier(reader: Reader, identifier: string): Promise<string | null> {
  if (identifier.length > longestEmail) return null;
  const [column, key] = normaliseEmail(identifier).includes('@')
    ? ['email_key', emailKey(identifier)]
    : ['pseudo_key', pseudoKey(identifier)];
  const row = await reader.one<{ id: string }>(`select id from "user" where ${column} = ?`, [key]);
  return row?.id ?? null;
}
