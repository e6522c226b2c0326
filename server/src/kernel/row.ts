/** An instant as a raw row carries it: milliseconds on SQLite, a Date on PostgreSQL. */
export type RawInstant = number | string | Date;

/** The instant of a raw row. */
export const toDate = (raw: RawInstant): Date => (raw instanceof Date ? raw : new Date(raw));

/** A text that matches exactly what it holds inside LIKE … ESCAPE '\\' (catalogue I4). */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
