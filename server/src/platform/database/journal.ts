import type { EventName, Facts, Outcome, RecordedFact } from '#kernel/events.js';
import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';

interface EventRow {
  id: string;
  type: EventName;
  outcome: Outcome;
  at: RawInstant;
  actor_id: string | null;
  subject: string | null;
  request_id: string;
  facts: string | Facts;
}

const columns = 'id, type, outcome, at, actor_id, subject, request_id, facts';

const toFact = (row: EventRow): RecordedFact => ({
  id: row.id,
  type: row.type,
  outcome: row.outcome,
  at: toDate(row.at),
  actorId: row.actor_id,
  subject: row.subject,
  requestId: row.request_id,
  facts: typeof row.facts === 'string' ? (JSON.parse(row.facts) as Facts) : row.facts,
});

const sinceSql = `select ${columns} from recorded_event where at > ? order by at, id`;

/** What was recorded after an instant, in its order. */
export async function factsSince(reader: Reader, since: Date): Promise<RecordedFact[]> {
  return (await reader.all<EventRow>(sinceSql, [reader.instant(since)])).map(toFact);
}

const insertSql = `insert into recorded_event (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes facts into the journal, in the transaction of the change that they tell of. */
export async function writeFacts(sql: Writer, facts: readonly RecordedFact[]): Promise<void> {
  for (const { id, type, outcome, at, actorId, subject, requestId, facts: values } of facts)
    await sql.run(insertSql, [id, type, outcome, sql.instant(at), actorId, subject, requestId, JSON.stringify(values)]);
}
