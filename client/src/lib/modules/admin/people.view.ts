import type { PeopleListQueryVariables, UserSort, UserStatus } from '@socle/schema/documents';
import { firstPage, readPlace, toQuery, writePlace, type Place } from '#lib/lists/index.ts';
import type { Sorting } from '#lib/ui/index.ts';

/** How many people a page of the list shows. */
export const PAGE_SIZE = 20;

const sorts: Readonly<Record<string, UserSort>> = { pseudo: 'PSEUDO', seen: 'LAST_SEEN_AT', joined: 'CREATED_AT' };
const statuses: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED'];

/** What the list shows: all of it stands in the address, so that a view can be sent to someone. */
export interface PeopleView extends Place {
  readonly search: string;
  readonly role: string;
  readonly status: UserStatus | '';
  readonly sorting: Sorting;
}

/** The list as it stands without any choice. */
export const everyone: PeopleView = {
  search: '',
  role: '',
  status: '',
  sorting: { by: 'joined', descending: true },
  ...firstPage,
};

/** Reads the view out of an address; what makes no sense there is left out. */
export function readView(parameters: URLSearchParams): PeopleView {
  const sort = parameters.get('sort') ?? '-joined';
  const by = sort.replace(/^-/, '');
  return {
    search: parameters.get('q') ?? '',
    role: parameters.get('role') ?? '',
    status: statuses.find((status) => status === parameters.get('status')) ?? '',
    sorting: Object.hasOwn(sorts, by) ? { by, descending: sort.startsWith('-') } : everyone.sorting,
    ...readPlace(parameters),
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
  writePlace(parameters, view);
  return toQuery(parameters);
}

/** A view with other filters or another order starts at its first page. */
export function changed(view: PeopleView, changes: Partial<PeopleView>): PeopleView {
  return { ...view, ...firstPage, ...changes };
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
