import type { SqliteFile } from '../database/sqlite-file.js';
import { OperatorError } from '#kernel/operator-error.js';
import type { DatabaseEntry } from './manifest.js';

/** A database that was restored under another name, before it takes its own. */
export interface RestoredDatabase {
  readonly entry: DatabaseEntry;
  /** Where it lies until then: a step may open it as it likes, and closes it. */
  readonly file: string;
  readonly content: SqliteFile;
}

/** What is done with restored databases before anybody uses them; throws where they must not be used. */
export type RestoreStep = (databases: readonly RestoredDatabase[]) => Promise<void> | void;

/** A step that asks the same of every database. */
const each =
  (isGood: (database: RestoredDatabase) => boolean, problem: string): RestoreStep =>
  (databases) => {
    for (const database of databases)
      if (!isGood(database))
        throw new OperatorError(
          `${problem}: ${database.entry.name}`,
          'restore another backup, and keep this one to be looked at',
        );
  };

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What holds for every backup, whatever is in the databases. */
export const basicChecks: readonly RestoreStep[] = [
  each(({ content }) => content.isWhole(), 'a restored database is damaged'),
  each(({ content }) => content.isLinked(), 'a restored database has rows whose owner is missing'),
  each(
    ({ content, entry }) => same(content.migrations(), entry.migrations),
    'a restored database has other migrations than its manifest says',
  ),
  each(
    ({ content, entry }) => same(content.rows(), entry.rows),
    'a restored database has other rows than its manifest counts',
  ),
];
