import { factsIn, type EventName, type NewEntry, type Outcome, type RecordedFact } from '#kernel/events.js';
import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { beforeTheFirst, bytesOf, type Chain, type Link, type Row } from './chain.js';

/** A fact in its place. */
export interface Entry extends RecordedFact {
  readonly seq: number;
}

/** A row as the database gives it. */
type RawRow = Omit<Row, 'seq' | 'at'> & { seq: number | string; at: RawInstant; seal: Uint8Array };

const columns = 'seq, id, type, outcome, at, actor_id, concerns_id, subject, network, request_id, facts, seal';

const toRow = (raw: RawRow): Row & Link => ({
  ...raw,
  seq: Number(raw.seq),
  at: toDate(raw.at).getTime(),
  seal: bytesOf(raw.seal),
});

const afterSql = `select ${columns} from recorded_event where seq > ? order by seq limit ?`;

/** The rows that follow a place, in their order, as many as are asked for. */
export async function rowsAfter(reader: Reader, seq: number, most: number): Promise<(Row & Link)[]> {
  return (await reader.all<RawRow>(afterSql, [seq, most])).map(toRow);
}

/** What a row tells. */
export const toEntry = (row: Row): Entry => ({
  seq: row.seq,
  id: row.id,
  type: row.type as EventName,
  outcome: row.outcome as Outcome,
  at: new Date(row.at),
  actorId: row.actor_id,
  subject: row.subject,
  requestId: row.request_id,
  facts: factsIn(row.facts),
});

/** The row of an entry, before it has its place. */
export const toNewRow = (entry: NewEntry): Omit<Row, 'seq'> => ({
  id: entry.id,
  type: entry.type,
  outcome: entry.outcome,
  at: entry.at.getTime(),
  actor_id: entry.actorId,
  concerns_id: entry.concernsId ?? null,
  subject: entry.subject,
  network: entry.network ?? null,
  request_id: entry.requestId,
  facts: JSON.stringify(entry.facts),
});

const newestSql = 'select seq, seal from recorded_event where seq = (select max(seq) from recorded_event)';
const removedSql = 'select seq, seal from journal_checkpoint where seq = (select max(seq) from journal_checkpoint)';

/** The newest entry's place, which the next one follows; also where the retention has removed them all. */
export async function newestLink(reader: Reader): Promise<Link> {
  type Raw = Pick<RawRow, 'seq' | 'seal'>;
  const raw = (await reader.one<Raw>(newestSql, [])) ?? (await reader.one<Raw>(removedSql, []));
  return raw ? { seq: Number(raw.seq), seal: bytesOf(raw.seal) } : beforeTheFirst;
}

const insertSql = `insert into recorded_event (${columns}) values (${columns.replace(/\w+/g, '?')})`;

/**
 * Adds entries to the journal, in the transaction of the change that they tell of; answers them with their places. The
 * newest row is read in that transaction, which nobody else writes beside: there is one chain, without forks or gaps.
 */
export async function append(sql: Writer, chain: Chain, entries: readonly NewEntry[]): Promise<Entry[]> {
  if (entries.length === 0) return [];
  const rows = [...chain.extend(await newestLink(sql), entries.map(toNewRow))];
  for (const row of rows)
    await sql.run(insertSql, [
      ...[row.seq, row.id, row.type, row.outcome, sql.instant(new Date(row.at)), row.actor_id, row.concerns_id],
      ...[row.subject, row.network, row.request_id, row.facts, row.seal],
    ]);
  return rows.map(toEntry);
}
