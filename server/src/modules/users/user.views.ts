import { isId } from '#kernel/entity.js';
import { decodeCursor, pageSize, toConnection, type Connection, type PageArgs } from '#kernel/page.js';
import type { Reader } from '#kernel/ports.js';
import { escapeLike, toDate, type RawInstant } from '#kernel/row.js';
import { emailKey, normaliseEmail } from './email.js';
import { pseudoKey } from './pseudo.js';
import type { Locale, UserStatus } from './user.entity.js';
import type { SortDirection, UserFilter, UserOrder, UserSort } from './user.inputs.js';
import type { UserType } from './user.type.js';

/** A user as lists and `me` read it: the public face and the address, which a field resolver guards. */
export interface UserView extends UserType {
  readonly email: string;
  readonly suspensionReason: string | null;
  /** True where the person has just proven to be this user, before any identity could say so. */
  readonly own?: boolean;
}

interface UserRow {
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

const columns = `u.id, u.pseudo, u.pseudo_key, u.email, u.email_verified, u.bio, u.locale, u.role, u.status, u.suspension_reason,
  u.created_at, u.updated_at, u.last_seen_at`;

const byIdSql = `select ${columns} from "user" u where u.id = ?`;

function toView(row: UserRow): UserView {
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

const sortColumns = {
  CREATED_AT: { column: 'u.created_at', type: 'number', of: (row: UserRow) => toDate(row.created_at).getTime() },
  LAST_SEEN_AT: { column: 'u.last_seen_at', type: 'number', of: (row: UserRow) => toDate(row.last_seen_at).getTime() },
  PSEUDO: { column: 'u.pseudo_key', type: 'string', of: (row: UserRow) => row.pseudo_key },
} as const;

/** Conditions of a WHERE and their parameters, in step. */
class Where {
  readonly #conditions: string[] = [];
  readonly parameters: unknown[] = [];

  and(condition: string, ...parameters: unknown[]): void {
    this.#conditions.push(condition);
    this.parameters.push(...parameters);
  }

  clause(): string {
    return this.#conditions.length > 0 ? `where ${this.#conditions.join(' and ')}` : '';
  }
}

function filtered(filter: UserFilter | null | undefined): Where {
  const where = new Where();
  const search = filter?.search?.trim();
  if (filter?.role) where.and('u.role = ?', filter.role);
  if (filter?.status) where.and('u.status = ?', filter.status);
  if (search)
    where.and(
      `(u.email_key = ? or u.id in (select w.user_id from pseudo_word w where w.word like ? escape '\\')
        or u.pseudo_key like ? escape '\\')`,
      emailKey(search),
      `${escapeLike(pseudoKey(search))}%`,
      `${escapeLike(pseudoKey(search))}%`,
    );
  return where;
}

/** Only rows after the cursor, in the list's order; the id breaks ties (catalogue I11). */
function continueAfter(where: Where, reader: Reader, cursor: string, by: UserSort, direction: SortDirection): void {
  const { column, type } = sortColumns[by];
  const { value, id } = decodeCursor(cursor, type);
  const place = typeof value === 'number' ? reader.instant(new Date(value)) : value;
  const than = direction === 'ASC' ? '>' : '<';
  where.and(`(${column} ${than} ? or (${column} = ? and u.id ${than} ?))`, place, place, id);
}

/** One user, or null. */
export async function findUser(reader: Reader, id: string): Promise<UserView | null> {
  if (!isId(id)) return null;
  const row = await reader.one<UserRow>(byIdSql, [id]);
  return row ? toView(row) : null;
}

/** The id of the user with that e-mail address or pseudo, or null. */
export async function findIdByIdentifier(reader: Reader, identifier: string): Promise<string | null> {
  const [column, key] = normaliseEmail(identifier).includes('@')
    ? ['email_key', emailKey(identifier)]
    : ['pseudo_key', pseudoKey(identifier)];
  const row = await reader.one<{ id: string }>(`select id from "user" where ${column} = ?`, [key]);
  return row?.id ?? null;
}

/** A page of users. */
export async function listUsers(
  reader: Reader,
  page: PageArgs,
  filter: UserFilter | null | undefined,
  order: UserOrder | null | undefined,
): Promise<Connection<UserView>> {
  const size = pageSize(page.first);
  const by = order?.by ?? 'CREATED_AT';
  const direction = order?.direction ?? 'DESC';
  const matching = filtered(filter);
  const total = await reader.one<{ n: number }>(
    `select count(*) as n from "user" u ${matching.clause()}`,
    matching.parameters,
  );
  const where = filtered(filter);
  if (page.after) continueAfter(where, reader, page.after, by, direction);
  const { column, of } = sortColumns[by];
  const sql = `select ${columns} from "user" u ${where.clause()} order by ${column} ${direction}, u.id ${direction} limit ?`;
  const rows = await reader.all<UserRow>(sql, [...where.parameters, size + 1]);
  return toConnection(rows, size, Number(total?.n ?? 0), page.after, (row) => ({
    position: { value: of(row), id: row.id },
    node: toView(row),
  }));
}
