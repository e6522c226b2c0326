import type { PeopleListQueryVariables, UserSort, UserStatus } from '@socle/schema/documents';
import type { Sorting } from '#lib/ui/index.ts';

/** How many people a page of the list shows. */
export const PAGE_SIZE = 20;

/** A long way back would make the address too long to share. */
const TRAIL_LENGTH = 20;

const sorts: Readonly<Record<string, UserSort>> = { pseudo: 'PSEUDO', seen: 'LAST_SEEN_AT', joined: 'CREATED_AT' };
const statuses: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED'];

/** What the list shows: all of it stands in the address, so that a view can be sent to someone. */
export interface PeopleView {
  readonly search: string;
  readonly role: string;
  readonly status: UserStatus | '';
  readonly sorting: Sorting;
  /** How many people come before this page. */
  readonly skipped: number;
  /** The cursors that led here, the last one being this page's. */
  readonly trail: readonly string[];
}

/** The list as it stands without any choice. */
export const everyone: PeopleView = {
  search: '',
  role: '',
  status: '',
  sorting: { by: 'joined', descending: true },
  skipped: 0,
  trail: [],
};

/** Reads the view out of an address; what makes no sense there is left out. */
export function readView(parameters: URLSearchParams): PeopleView {
  const sort = parameters.get('sort') ?? '-joined';
  const by = sort.replace(/^-/, '');
  const trail = parameters.getAll('after');
  return {
    search: parameters.get('q') ?? '',
    role: parameters.get('role') ?? '',
    status: statuses.find((status) => status === parameters.get('status')) ?? '',
    sorting: Object.hasOwn(sorts, by) ? { by, descending: sort.startsWith('-') } : everyone.sorting,
    skipped: trail.length > 0 ? Math.max(0, Number.parseInt(parameters.get('from') ?? '', 10) - 1 || 0) : 0,
    trail,
  };
}

/** Writes the view into a query string; what stands by itself is not said. */
export function writeView(view: PeopleView): string {
  const { by, descending } = view.sorting;
  const sort = `${descending ? '-' : ''}${by}`;
  const parameters = new URLSearchParams();
  if (view.search) parameters.set('q', view.search);
  if (view.role) parameters.set('role', view.role);
  if (view.status) parameters.set('status', view.status);
  if (sort !== '-joined') parameters.set('sort', sort);
  if (view.trail.length > 0) parameters.set('from', String(view.skipped + 1));
  for (const cursor of view.trail) parameters.append('after', cursor);
  return parameters.size > 0 ? `?${parameters}` : '';
}

/** A view with other filters or another order starts at its first page. */
export function changed(view: PeopleView, changes: Partial<PeopleView>): PeopleView {
  return { ...view, skipped: 0, trail: [], ...changes };
}

export function nextPage(view: PeopleView, cursor: string): PeopleView {
  return { ...view, skipped: view.skipped + PAGE_SIZE, trail: [...view.trail, cursor].slice(-TRAIL_LENGTH) };
}

export function previousPage(view: PeopleView): PeopleView {
  const trail = view.trail.slice(0, -1);
  return { ...view, trail, skipped: trail.length > 0 ? Math.max(0, view.skipped - PAGE_SIZE) : 0 };
}

/** Whether anything narrows the list. */
export function isFiltered(view: PeopleView): boolean {
  return Boolean(view.search || view.role || view.status);
}

/** The view as the server understands it. */
export function toVariables(view: PeopleView): PeopleListQueryVariables {
  const { search, role, status, sorting, trail } = view;
  return {
    first: PAGE_SIZE,
    after: trail.at(-1) ?? null,
    filter: { search: search.trim() || null, role: role || null, status: status || null },
    order: { by: sorts[sorting.by] ?? 'CREATED_AT', direction: sorting.descending ? 'DESC' : 'ASC' },
  };
}

/** The address of the list of everyone who has a role. */
export const writeRole = (role: string): string => `/admin/users${writeView({ ...everyone, role })}`;
