import type { SqliteFile } from '../database/sqlite-file.js';

const lastingSql = 'select distinct sha256 from stored_file where expires_at is null order by sha256';

/** The contents that a database keeps without an end. */
export const lastingContents = (database: SqliteFile): string[] =>
  database.column('stored_file', lastingSql) as string[];
