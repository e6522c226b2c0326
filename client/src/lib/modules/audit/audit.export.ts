import { AuditEventsDocument, type AuditTable_eventFragment } from '@socle/schema/documents';
import type { Api, Result } from '#lib/api/index.ts';
import { csvOf, EXPORT_PAGE, readPages, type ExportWatch } from '#lib/lists/index.ts';
import { toFilter, type AuditView } from './audit.view.ts';

type Event = AuditTable_eventFragment;

/** Every event that the view shows, on all its pages; rejects with the signal's reason. */
export function readEvents(api: Api, view: AuditView, watch: ExportWatch): Promise<Result<Event[]>> {
  const variables = { first: EXPORT_PAGE, filter: toFilter(view) };
  return readPages(async (after) => {
    const answer = await api.query(AuditEventsDocument, { ...variables, after });
    return answer.ok ? { ok: true, data: answer.data.auditEvents } : answer;
  }, watch);
}

/** The same in every language, for whatever reads the file. */
const COLUMNS = [
  'number',
  'at',
  'type',
  'outcome',
  'actor id',
  'actor',
  'concerned id',
  'concerned',
  'subject',
  'network',
  'facts',
  'request id',
  'id',
];

const lineOf = (event: Event): unknown[] => [
  event.number,
  event.at,
  event.type,
  event.outcome,
  event.actor?.id,
  event.actor?.pseudo,
  event.concerned?.id,
  event.concerned?.pseudo,
  event.subject,
  event.ipAddress,
  event.details.map(({ name, value }) => `${name}=${value}`).join('; '),
  event.requestId,
  event.id,
];

/** Events as a file for spreadsheet programs. */
export const toCsv = (events: readonly Event[]): Promise<Blob> => csvOf(COLUMNS, events.map(lineOf));
