import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A lock that the system takes back when its holder ends, however it ends. */
export interface FileLock {
  release(): void;
}

function lock(file: string, statement: string): FileLock | null {
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec(statement);
    database.prepare('select 1 from sqlite_master').get();
    return { release: () => void database.close() };
  } catch (error) {
    database.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
}

/** A lock beside others of its kind; null where somebody holds the file alone. */
export const lockShared = (file: string): FileLock | null => lock(file, 'begin');

/** A lock with nobody beside it; null where somebody holds the file. */
export const lockAlone = (file: string): FileLock | null => lock(file, 'begin exclusive');
