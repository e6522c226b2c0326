import type { Facts, Outcome } from '#kernel/events.js';
import { decodeCursor, pageSize, toConnection, type Connection, type PageArgs } from '#kernel/page.js';
import type { Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { AuditFilter } from './audit.inputs.js';
import type { AuditEventType } from './audit.type.js';
import { countEvents } from './event-counts.views.js';
import { select } from './selection.js';
import { envelopeOf, spansOf, type Range } from './spans.js';

/** An event as its readers see it; resolvers turn ids into people. */
export interface AuditEventView extends AuditEventType {
  readonly actorId: string | null;
  readonly concernsId: string | null;
  readonly facts: Facts;
}

interface EventRow {
  seq: number | string;
  id: string;
  type: string;
  outcome: Outcome;
  at: RawInstant;
  actor_id: string | null;
  concerns_id: string | null;
  subject: string | null;
  network: string | null;
  request_id: string;
  facts: string;
}

const columns = 'seq, id, type, outcome, at, actor_id, concerns_id, subject, network, request_id, facts';

/** Somebody may have spoilt a row; the others are shown all the same. */
function factsIn(text: string): Facts {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text) as object).map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}

function actedBy(actorId: string | null, viewerId: string): AuditEventView['actedBy'] {
  if (actorId === null) return 'NOBODY';
  return actorId === viewerId ? 'YOU' : 'SOMEBODY_ELSE';
}

const toView = (row: EventRow, viewerId: string): AuditEventView => ({
  id: row.id,
  number: Number(row.seq),
  type: row.type,
  outcome: row.outcome,
  at: toDate(row.at),
  actedBy: actedBy(row.actor_id, viewerId),
  subject: row.subject,
  ipAddress: row.network,
  requestId: row.request_id,
  actorId: row.actor_id,
  concernsId: row.concerns_id,
  facts: factsIn(row.facts),
});

/** What somebody may see of their own part: nothing that names another. */
function withoutOthers(event: AuditEventView, ownId: string): AuditEventView {
  const isOwn = (id: string | null): boolean => id === null || id === ownId;
  return {
    ...event,
    actorId: isOwn(event.actorId) ? event.actorId : null,
    concernsId: isOwn(event.concernsId) ? event.concernsId : null,
    subject: isOwn(event.concernsId) ? event.subject : null,
  };
}

async function readPage(reader: Reader, filter: AuditFilter, range: Range, size: number): Promise<EventRow[]> {
  const parts = select(reader, filter, range).map((conditions) => ({
    sql: `select ${columns} from recorded_event ${conditions.sql} order by seq desc limit ?`,
    parameters: [...conditions.parameters, size],
  }));
  const [first, ...others] = parts;
  if (!first) return [];
  if (others.length === 0) return reader.all(first.sql, first.parameters);
  const union = parts.map(({ sql }) => `select * from (${sql})`).join(' union all ');
  return reader.all(`${union} order by seq desc limit ?`, [...parts.flatMap(({ parameters }) => parameters), size]);
}

const walked = 500;

/** All of somebody's own part of it up to an instant, newest first, with a few of them at a time in memory. */
export async function* ownEvents(reader: Reader, ownId: string, to: Date): AsyncGenerator<AuditEventView> {
  for (let upTo: number | null = null; ;) {
    const rows: EventRow[] = await readPage(reader, { personId: ownId, to }, { after: 0, upTo }, walked);
    for (const row of rows) yield withoutOthers(toView(row, ownId), ownId);
    const last = rows.at(-1);
    if (!last || rows.length < walked) return;
    upTo = Number(last.seq) - 1;
  }
}

/** A page of the journal, newest first. */
async function listEvents(
  reader: Reader,
  page: PageArgs,
  filter: AuditFilter,
  show: (row: EventRow) => AuditEventView,
): Promise<Connection<AuditEventView>> {
  const size = pageSize(page.first);
  const spans = await spansOf(reader, filter);
  const { after, upTo } = envelopeOf(spans);
  const before = page.after ? Number(decodeCursor(page.after, 'number').value) - 1 : Infinity;
  const last = Math.min(before, upTo ?? Infinity);
  const rows = await readPage(reader, filter, { after, upTo: Number.isFinite(last) ? last : null }, size + 1);
  const total = await countEvents(reader, filter, spans);
  return toConnection(rows, size, total, page.after, (row) => ({
    position: { value: Number(row.seq), id: row.id },
    node: show(row),
  }));
}

/** The journal, for those who may read it. */
export const listAll = (reader: Reader, page: PageArgs, filter: AuditFilter, viewerId: string) =>
  listEvents(reader, page, filter, (row) => toView(row, viewerId));

/** Somebody's own part of it. */
export const listOwn = (reader: Reader, page: PageArgs, ownId: string, refreshes: boolean) =>
  listEvents(reader, page, { personId: ownId, refreshes }, (row) => withoutOthers(toView(row, ownId), ownId));
