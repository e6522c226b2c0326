import type { AuditEventsQueryVariables, AuditFilter, AuditOutcome } from '@socle/schema/documents';
import { firstPage, readPlace, toQuery, writePlace, type Place } from '#lib/lists/index.ts';

/** How many events a page of the list shows. */
export const PAGE_SIZE = 20;

const outcomes: readonly AuditOutcome[] = ['SUCCESS', 'FAILURE'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const day = /^\d{4}-\d\d-\d\d$/;

/** What the list shows: all of it stands in the address, so that a view can be sent to someone. */
export interface AuditView extends Place {
  /** A person by pseudo, e-mail or id, or a subject as 'kind:id'. */
  readonly search: string;
  readonly type: string;
  readonly outcome: AuditOutcome | '';
  /** Days on this machine, as 'YYYY-MM-DD'. */
  readonly from: string;
  readonly to: string;
  readonly refreshes: boolean;
  /** The number of the entry that is open. */
  readonly entry: number | null;
}

/** The journal as it stands without any choice. */
export const everything: AuditView = {
  search: '',
  type: '',
  outcome: '',
  from: '',
  to: '',
  refreshes: false,
  entry: null,
  ...firstPage,
};

function readNumber(text: string | null): number | null {
  const number = Number(text);
  return text && Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? number : null;
}

function readDay(text: string | null): string {
  return text && day.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

/** Reads the view out of an address; what makes no sense there is left out. */
export const readView = (parameters: URLSearchParams): AuditView => ({
  search: parameters.get('q') ?? '',
  type: parameters.get('type') ?? '',
  outcome: outcomes.find((outcome) => outcome === parameters.get('outcome')) ?? '',
  from: readDay(parameters.get('since')),
  to: readDay(parameters.get('until')),
  refreshes: parameters.get('renewals') === 'yes',
  entry: readNumber(parameters.get('entry')),
  ...readPlace(parameters),
});

/** Writes the view into a query string; what stands by itself is not said. */
export function writeView(view: AuditView): string {
  const parameters = new URLSearchParams();
  const said = {
    q: view.search,
    type: view.type,
    outcome: view.outcome,
    since: view.from,
    until: view.to,
    renewals: view.refreshes ? 'yes' : '',
    entry: view.entry === null ? '' : String(view.entry),
  };
  for (const [name, value] of Object.entries(said)) if (value) parameters.set(name, value);
  writePlace(parameters, view);
  return toQuery(parameters);
}

/** A view with other filters starts at its first page. */
export const changed = (view: AuditView, changes: Partial<AuditView>): AuditView => ({
  ...view,
  ...firstPage,
  entry: null,
  ...changes,
});

/** Whether anything narrows the list. */
export const isFiltered = ({ search, type, outcome, from, to }: AuditView): boolean =>
  Boolean(search || type || outcome || from || to);

/** A person by id, a subject by its kind and id, or a person by name. */
function lookedUp(search: string): AuditFilter {
  const text = search.trim();
  if (!text) return {};
  if (uuid.test(text)) return { personId: text.toLowerCase() };
  return /^[a-z_]+:\S+$/.test(text) ? { subject: text } : { person: text };
}

/** The first or the last instant of a day on this machine. */
function edgeOf(text: string, isEnd: boolean): string | null {
  if (!text) return null;
  const date = new Date(`${text}T00:00:00`);
  if (isEnd) date.setDate(date.getDate() + 1);
  return new Date(date.getTime() - (isEnd ? 1 : 0)).toISOString();
}

/** The filter as the server understands it. Whoever asks for renewals by their type wants to see them. */
export function toFilter(view: AuditView): AuditFilter {
  const { search, type, outcome, from, to, refreshes } = view;
  return {
    ...lookedUp(search),
    type: type || null,
    outcome: outcome || null,
    from: edgeOf(from, false),
    to: edgeOf(to, true),
    refreshes: refreshes || type === 'session.refreshed',
  };
}

export const toVariables = (view: AuditView): AuditEventsQueryVariables => ({
  first: PAGE_SIZE,
  after: view.trail.at(-1) ?? null,
  filter: toFilter(view),
});

/** The address of the journal of one person. */
export const writePerson = (search: string): string => `/admin/audit${writeView({ ...everything, search })}`;
