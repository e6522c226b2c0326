import { decodeCursor, pageSize, toConnection, type Connection, type PageArgs } from '#kernel/page.js';
import type { Reader } from '#kernel/ports.js';
import { compared, startingWith, toDate } from '#kernel/row.js';
import { emailKey } from './email.js';
import { pseudoKey } from './pseudo.js';
import type { SortDirection, UserFilter, UserOrder, UserSort } from './user.inputs.js';
import { UserCounts } from './user-counts.js';
import { columns, toView, type UserRow, type UserView } from './user.views.js';

const sortColumns = {
  CREATED_AT: { column: 'u.created_at', type: 'number', of: (row: UserRow) => toDate(row.created_at).getTime() },
  LAST_SEEN_AT: { column: 'u.last_seen_at', type: 'number', of: (row: UserRow) => toDate(row.last_seen_at).getTime() },
  PSEUDO: { column: 'u.pseudo_key', type: 'string', of: (row: UserRow) => row.pseudo_key },
} as const;

/** Whose e-mail address it is, or whose pseudo or a word of it begins so: each branch reads an index. */
const matchingSql = `(select id from "user" where email_key = ?
  union select user_id from pseudo_word where word >= ? and word < ?
  union select id from "user" where pseudo_key >= ? and pseudo_key < ?)`;

/** A FROM and a WHERE with their parameters, in step. */
class Selection {
  #from = '"user" u';
  readonly #conditions: string[] = [];
  readonly parameters: unknown[] = [];

  /** Begins with those who match a search, and looks only at them. */
  search(text: string): void {
    const [from, before] = startingWith(pseudoKey(text));
    this.#from = `${matchingSql} m join "user" u on u.id = m.id`;
    this.parameters.push(emailKey(text), from, before, from, before);
  }

  and(condition: string, ...parameters: unknown[]): void {
    this.#conditions.push(condition);
    this.parameters.push(...parameters);
  }

  sql(): string {
    return this.#conditions.length > 0 ? `${this.#from} where ${this.#conditions.join(' and ')}` : this.#from;
  }
}

/** The filter whose index is read: the one that leaves fewer people; beside a search neither. */
function indexedBy({ role, status, search }: UserFilter, counts: UserCounts): 'role' | 'status' | null {
  if (search?.trim()) return null;
  return role && (!status || counts.of({ role }) <= counts.of({ status })) ? 'role' : 'status';
}

function select(filter: UserFilter, counts: UserCounts): Selection {
  const selection = new Selection();
  const indexed = indexedBy(filter, counts);
  const search = filter.search?.trim();
  if (search) selection.search(search);
  for (const name of ['role', 'status'] as const)
    if (filter[name]) selection.and(`${indexed === name ? `u.${name}` : compared(`u.${name}`)} = ?`, filter[name]);
  return selection;
}

/** Only rows after the cursor, in the list's order; the id breaks ties (catalogue I11). */
function continueAfter(
  selection: Selection,
  reader: Reader,
  cursor: string,
  by: UserSort,
  direction: SortDirection,
): void {
  const { column, type } = sortColumns[by];
  const { value, id } = decodeCursor(cursor, type);
  const place = typeof value === 'number' ? reader.instant(new Date(value)) : value;
  selection.and(`(${column}, u.id) ${direction === 'ASC' ? '>' : '<'} (?, ?)`, place, id);
}

/** How many people a filter leaves: known without looking at anybody, but for a search. */
async function count(reader: Reader, filter: UserFilter, counts: UserCounts): Promise<number> {
  if (!filter.search?.trim()) return counts.of(filter);
  const selection = select(filter, counts);
  const row = await reader.one<{ n: number }>(`select count(*) as n from ${selection.sql()}`, selection.parameters);
  return Number(row?.n ?? 0);
}

/** A page of users. */
export async function listUsers(
  reader: Reader,
  page: PageArgs,
  asked: UserFilter | null | undefined,
  order: UserOrder | null | undefined,
): Promise<Connection<UserView>> {
  const filter = asked ?? {};
  const size = pageSize(page.first);
  const by = order?.by ?? 'CREATED_AT';
  const direction = order?.direction ?? 'DESC';
  const counts = await UserCounts.read(reader);
  const selection = select(filter, counts);
  if (page.after) continueAfter(selection, reader, page.after, by, direction);
  const { column, of } = sortColumns[by];
  const sql = `select ${columns} from ${selection.sql()} order by ${column} ${direction}, u.id ${direction} limit ?`;
  const rows = await reader.all<UserRow>(sql, [...selection.parameters, size + 1]);
  return toConnection(rows, size, await count(reader, filter, counts), page.after, (row) => ({
    position: { value: of(row), id: row.id },
    node: toView(row),
  }));
}
