import { AbstractSqlDriver, SqliteConnection, SqlitePlatform } from '@mikro-orm/sqlite';
import type { Configuration, ConnectionOptions } from '@mikro-orm/core';
import Database from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteDialect,
  SqliteDriver as KyselyDriver,
  type DatabaseConnection,
  type SqliteDialectConfig,
  type TransactionSettings,
} from 'kysely';
import { errors } from '#kernel/errors.js';
import type { Reader, Writer } from '#kernel/ports.js';
import { asUnavailable } from '../disk-faults.js';
import type { NewRow } from './database.js';

export const busyTimeoutMs = 5_000;

/**
 * WAL with full synchronisation (catalogue D1: WAL alone drops to NORMAL), waiting for a busy file, foreign keys. What is
 * deleted is overwritten with zeros, not only given free (catalogue V6).
 */
export function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
}

/** Takes the write lock at BEGIN, also for migrations: a deferred one fails at once where another writer is ahead (catalogue A5). */
class ImmediateDriver extends KyselyDriver {
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
}

class ImmediateDialect extends SqliteDialect {
  constructor(private readonly settings: SqliteDialectConfig) {
    super(settings);
  }

  override createDriver(): ImmediateDriver {
    return new ImmediateDriver(this.settings);
  }
}

export class ImmediateConnection extends SqliteConnection {
  /** The statements of whoever holds this connection, in their transaction. */
  statements!: SqliteStatements;

  override createKyselyDialect(options: ConnectionOptions): ImmediateDialect {
    super.createKyselyDialect(options);
    const { database } = this as unknown as { database: Database.Database };
    prepare(database);
    this.statements = new SqliteStatements(database);
    return new ImmediateDialect({ database });
  }
}

/** MikroORM's SQLite driver with IMMEDIATE transactions and durable settings. */
export class ImmediateSqliteDriver extends AbstractSqlDriver<ImmediateConnection> {
  constructor(config: Configuration) {
    super(config, new SqlitePlatform(), ImmediateConnection, ['kysely', 'better-sqlite3']);
  }
}

/** The statements of one connection, each prepared once. */
export class SqliteStatements implements Writer {
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();

  constructor(protected readonly database: Database.Database) {}

  #prepared(sql: string): Database.Statement<unknown[]> {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }

  async one<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row | undefined> {
    return this.#prepared(sql).get(...parameters) as Row | undefined;
  }

  async all<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.#prepared(sql).all(...parameters) as Row[];
  }

  async run(sql: string, parameters: readonly unknown[]): Promise<void> {
    this.#prepared(sql).run(...parameters);
  }

  /** UNAVAILABLE where somebody else has been writing for longer than we wait, or the disk refuses. */
  async #begin(): Promise<void> {
    try {
      await this.run('begin immediate', []);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'SQLITE_BUSY') throw errors.UNAVAILABLE({ retryAfterS: 5 });
      throw asUnavailable(error);
    }
  }

  /** Does `work` in one transaction, which takes the write lock at once; what it throws, or a disk, undoes everything. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    await this.#begin();
    try {
      const result = await work();
      await this.run('commit', []);
      return result;
    } catch (error) {
      // SQLite itself undoes what a full or broken disk cut short.
      if (this.database.inTransaction) await this.run('rollback', []);
      throw asUnavailable(error);
    }
  }

  /** Folds the log into the file and cuts it to nothing: older pages in it would outlive what was deleted of them. */
  scrub(): boolean {
    if (this.database.inTransaction) return false;
    // Nobody is to wait for whoever reads the file just now, such as a backup.
    this.database.pragma('busy_timeout = 0');
    try {
      const [outcome] = this.database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      return outcome.busy === 0;
    } finally {
      this.database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    }
  }

  async versionElsewhere(): Promise<number> {
    const row = this.#prepared('pragma data_version').get() as { data_version: number };
    return row.data_version;
  }

  instant(date: Date): number {
    return date.getTime();
  }
}

/** A read-only connection of its own. */
export class SqliteReader extends SqliteStatements implements Reader {
  constructor(file: string) {
    super(new Database(file, { readonly: true, fileMustExist: true }));
    this.database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }

  /** SQLite's own check of every page and index. */
  async isWhole(): Promise<boolean> {
    const row = await this.one<{ integrity_check: string }>('pragma integrity_check', []);
    return row?.integrity_check === 'ok';
  }

  close(): void {
    this.database.close();
  }
}

const loadCacheKiB = 256 * 1024;

const indexesSql = "select name, sql from sqlite_master where type = 'index' and sql is not null";

/** Does `work` without indexes and makes them afterwards: sorting a million rows once is faster than placing each. */
function withoutIndexes(database: Database.Database, work: () => void): void {
  const indexes = database.prepare(indexesSql).all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`drop index "${name}"`);
  work();
  for (const { sql } of indexes) database.exec(sql);
}

/** Writes rows by statements prepared once, all in one transaction. */
export function loadRows(file: string, rows: Iterable<NewRow>): void {
  const database = new Database(file, { fileMustExist: true });
  prepare(database);
  database.pragma(`cache_size = -${loadCacheKiB}`);
  const statements = new Map<string, Database.Statement<unknown[]>>();
  const statementFor = ({ table, row }: NewRow): Database.Statement<unknown[]> => {
    const columns = Object.keys(row);
    const places = columns.map(() => '?').join();
    return database.prepare(`insert into "${table}" (${columns.join()}) values (${places})`);
  };
  const insert = (): void => {
    for (const given of rows) {
      let statement = statements.get(given.table);
      if (!statement) statements.set(given.table, (statement = statementFor(given)));
      statement.run(...Object.values(given.row));
    }
  };
  try {
    database.transaction(() => withoutIndexes(database, insert)).immediate();
  } finally {
    database.close();
  }
}
