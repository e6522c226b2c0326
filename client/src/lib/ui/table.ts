/** One column of a table; `sort` names what the list may be ordered by. */
export interface Column<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly sort?: string;
  readonly align?: 'end';
}

/** What a table is ordered by. */
export interface Sorting {
  readonly by: string;
  readonly descending: boolean;
}

/** The order after a press on a column: the other way round, or that column from its start. */
export function pressed(current: Sorting, by: string): Sorting {
  return current.by === by ? { by, descending: !current.descending } : { by, descending: false };
}
