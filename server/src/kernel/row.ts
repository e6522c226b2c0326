/** An instant as a raw row carries it: milliseconds on SQLite, a Date on PostgreSQL. */
export type RawInstant = number | string | Date;

/** The UTC day of an instant, as 'YYYY-MM-DD'. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The instant of a raw row. */
export const toDate = (raw: RawInstant): Date => (raw instanceof Date ? raw : new Date(raw));

/** From where and before where those texts stand that begin with `text`, in binary order; nothing in it is a wildcard (catalogue I4). */
export const startingWith = (text: string): [from: string, before: string] => [text, `${text}\u{10FFFF}`];

/** A column that is only compared: the planner must not reach for its index. */
export const compared = (column: string): string => `(${column} || '')`;
