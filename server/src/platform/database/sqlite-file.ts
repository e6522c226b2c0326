import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/** How long it waits for somebody who writes. */
const patienceMs = 50;
const pagesAtOnce = 4_096;

const tablesSql = "select name from sqlite_master where type = 'table' and name not glob 'sqlite_*' order by name";
const migrationsSql = 'select name from migration order by id';

/** How many rows each table has, by its name. */
export type RowCounts = Readonly<Record<string, number>>;

/** A database as a file: to be copied, counted and examined, without entities. */
export class SqliteFile {
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file, { fileMustExist: true, timeout: patienceMs });
    this.#database.pragma('foreign_keys = ON');
  }

  /** From now on it reads what was committed when this was called, whatever others write. */
  standStill(): void {
    this.#database.exec('begin');
    this.#tables();
  }

  /** True where nobody writes before `release` (or the end of this connection); false where somebody is writing. */
  holdWriters(): boolean {
    try {
      this.#database.exec('begin immediate');
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return false;
      throw error;
    }
  }

  release(): void {
    this.#database.exec('rollback');
  }

  #tables(): string[] {
    return this.#database.prepare(tablesSql).pluck().all() as string[];
  }

  rows(): RowCounts {
    const count = (table: string): number =>
      this.#database.prepare(`select count(*) from "${table}"`).pluck().get() as number;
    return Object.fromEntries(this.#tables().map((table) => [table, count(table)]));
  }

  /** The migrations that made it, in their order. */
  migrations(): string[] {
    return this.#tables().includes('migration')
      ? (this.#database.prepare(migrationsSql).pluck().all() as string[])
      : [];
  }

  /** The first column of what a statement answers; nothing where the table that it reads is not there yet. */
  column(table: string, sql: string): unknown[] {
    return this.#tables().includes(table) ? this.#database.prepare(sql).pluck().all() : [];
  }

  /** SQLite's own check of every page and index. */
  isWhole(): boolean {
    return this.#database.pragma('integrity_check', { simple: true }) === 'ok';
  }

  /** True where every row that another one points to is there. */
  isLinked(): boolean {
    return (this.#database.pragma('foreign_key_check') as unknown[]).length === 0;
  }

  /** Copies what it reads page by page, log included; a file that stands still is never begun anew by what others write. */
  async copyTo(file: string): Promise<void> {
    closeSync(openSync(file, 'wx', 0o600));
    await this.#database.backup(file, { progress: () => pagesAtOnce });
  }

  close(): void {
    this.#database.close();
  }
}

/** What belongs to a database file while it is open. */
export const besides = (file: string): string[] => [`${file}-wal`, `${file}-shm`, `${file}-journal`];
