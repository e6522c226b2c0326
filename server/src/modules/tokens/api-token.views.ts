import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { userRules } from '#modules/users/index.js';
import type { ApiTokenType } from './api-token.type.js';

interface Row {
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  scopes: string | string[];
  created_at: RawInstant;
  last_used_at: RawInstant | null;
  expires_at: RawInstant | null;
}

/** What a request must know of the token that it came with. */
export interface LiveToken {
  readonly id: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const scopesOf = ({ scopes }: Pick<Row, 'scopes'>): readonly string[] =>
  userRules.inOrder(typeof scopes === 'string' ? (JSON.parse(scopes) as string[]) : scopes);

const instantOf = (raw: RawInstant | null): Date | null => (raw === null ? null : toDate(raw));

const columns = 'id, user_id, name, prefix, scopes, created_at, last_used_at, expires_at';

const listSql = `select ${columns} from api_token where user_id = ? and (expires_at is null or expires_at > ?)
  order by created_at desc, id desc`;

/** The tokens of a person that have not expired before `since`, newest first. The secrets cannot be read by anybody. */
export async function listTokens(reader: Reader, userId: string, since: Date): Promise<ApiTokenType[]> {
  const rows = await reader.all<Row>(listSql, [userId, reader.instant(since)]);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: scopesOf(row),
    createdAt: toDate(row.created_at),
    lastUsedAt: instantOf(row.last_used_at),
    expiresAt: instantOf(row.expires_at),
  }));
}

async function findBy(reader: Reader, condition: string, value: string): Promise<LiveToken | null> {
  const row = await reader.one<Row>(`select ${columns} from api_token where ${condition}`, [value]);
  return row
    ? {
        id: row.id,
        userId: row.user_id,
        scopes: scopesOf(row),
        expiresAt: instantOf(row.expires_at),
        lastUsedAt: instantOf(row.last_used_at),
      }
    : null;
}

/** The token of that hash; null where it was revoked, or never made. */
export const findByHash = (reader: Reader, hash: string): Promise<LiveToken | null> => findBy(reader, 'hash = ?', hash);

/** The token of that id; null where it was revoked. */
export const findToken = (reader: Reader, id: string): Promise<LiveToken | null> => findBy(reader, 'id = ?', id);

/** True where a token counts no more, though nobody has revoked it. */
export const hasExpired = ({ expiresAt }: Pick<LiveToken, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;

/** Notes that a token was used; nothing of one that was revoked meanwhile. */
export async function touchToken(sql: Writer, id: string, now: Date): Promise<void> {
  await sql.run('update api_token set last_used_at = ? where id = ?', [sql.instant(now), id]);
}
