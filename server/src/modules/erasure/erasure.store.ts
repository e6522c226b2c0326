import type { Reader, Writer } from '#kernel/ports.js';

const markSql = 'select mark from erasure_mark where id = 1';

/** Up to which entry of the ledger the main database has erased; null where it never erased anybody. */
export const findMark = async (reader: Reader): Promise<string | null> =>
  (await reader.one<{ mark: string }>(markSql, []))?.mark ?? null;

const keepSql = 'insert into erasure_mark (id, mark) values (1, ?) on conflict (id) do update set mark = excluded.mark';

/** Keeps that all erasures up to this entry are in the main database. */
export const keepMark = (sql: Writer, mark: string): Promise<void> => sql.run(keepSql, [mark]);

const pageSize = 500;
const pageSql = `select id from "user" where id > ? order by id limit ${pageSize}`;

/** The ids of everybody who has an account. */
export async function* everybody(reader: Reader): AsyncGenerator<string> {
  for (let after = ''; ;) {
    const page = await reader.all<{ id: string }>(pageSql, [after]);
    for (const { id } of page) yield id;
    after = page.at(-1)?.id ?? '';
    if (!after) return;
  }
}

const deletedSql = `select seq, subject, at from recorded_event where type = 'user.deleted' and seq > ? order by seq limit ${pageSize}`;

interface Deleted {
  readonly seq: number;
  readonly subject: string;
  readonly at: number | string;
}

/** Whom the journal knows to have been deleted, oldest first. */
export async function* deletedPeople(reader: Reader): AsyncGenerator<Deleted> {
  for (let after = 0; ;) {
    const page = await reader.all<Deleted>(deletedSql, [after]);
    yield* page;
    after = page.at(-1)?.seq ?? 0;
    if (after === 0) return;
  }
}
