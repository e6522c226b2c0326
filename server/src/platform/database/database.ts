import { chmodSync, closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { MikroORM, type EntityManager, type EntitySchema } from '@mikro-orm/core';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import type { Logger, Reader, Scrubbed, Writer } from '#kernel/ports.js';
import { makeFolder, requireWritable } from '../folder.js';
import { Scrubbing } from './scrubbing.js';
import { ImmediateSqliteDriver, loadRows, SqliteReader } from './sqlite.js';

export type NamedMigration = {
  readonly name: string;
  readonly class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
};

export interface DatabaseOptions {
  /** Path of the SQLite file. */
  readonly file: string;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly NamedMigration[];
}

/** A row as its table has it. */
export interface NewRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What a writing transaction is done with. */
export interface Transaction {
  em(): EntityManager;
  /** Writes what the entities have become; `work` does so at its end, if it asked for them. */
  flush(): Promise<void>;
  readonly sql: Writer;
}

/** The open database of one house. */
export interface Database extends Scrubbed {
  readonly orm: MikroORM;
  readonly reader: Reader;
  /** Runs `work` in a writing transaction; what it throws undoes everything. */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Another value after another process, or another connection of this one, has written. */
  versionElsewhere(): Promise<number>;
  /** Writes many rows without entities, all or none of them; for seeds. */
  load(rows: Iterable<NewRow>): void;
  /** True where the database answers. */
  alive(): Promise<boolean>;
  /** True where the file is whole, read from end to end. */
  whole(): Promise<boolean>;
  /** The names of the migrations still to be run. */
  pending(): Promise<string[]>;
  /** Runs the pending migrations in order; answers their names. */
  migrate(): Promise<string[]>;
  close(): Promise<void>;
}

/** The MikroORM set-up of a database. */
export function ormOptions({ file, entities, migrations }: DatabaseOptions) {
  return {
    driver: ImmediateSqliteDriver,
    dbName: file,
    entities: [...entities],
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], tableName: 'migration', snapshot: false },
    // It would find changes where there are none: it reads a trigger's body up to the first 'end', also that of 'ended_at'.
    schemaGenerator: { ignoreTriggers: true },
    forceUtcTimezone: true,
    logger: () => undefined,
  };
}

/** Makes folder and file, for their owner only: SQLite gives the log beside the file the file's own mode (catalogue V10). */
export function makeRoomFor(file: string): void {
  makeFolder(dirname(file));
  requireWritable(dirname(file));
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/**
 * Holds the connection while `work` runs, and lets go of it however it ends: kysely's own transactions keep it for ever
 * where BEGIN or COMMIT fails, and nobody would write again. An entity manager costs as much as the rest of a small
 * transaction: it is made when it is first asked for.
 */
function transactor(orm: MikroORM<ImmediateSqliteDriver>): Database['transact'] {
  const connection = orm.driver.getConnection();
  const { statements } = connection;
  const managerIn = (context: object): EntityManager => {
    const em = orm.em.fork();
    em.setTransactionContext(context);
    return em;
  };
  return (work) =>
    connection
      .getClient()
      .connection()
      .execute((context) => {
        let em: EntityManager | undefined;
        const flush = async (): Promise<void> => em?.flush();
        return statements.within(() => work({ sql: statements, em: () => (em ??= managerIn(context)), flush }));
      });
}

/** Connects; the file is made where it is missing, readable by its owner only. */
export async function openDatabase(options: DatabaseOptions, log: Logger): Promise<Database> {
  makeRoomFor(options.file);
  const orm = await MikroORM.init(ormOptions(options));
  await orm.connect();
  const { statements } = orm.driver.getConnection();
  const reader = new SqliteReader(options.file);
  const scrubbing = new Scrubbing(() => statements.scrub(), log);
  log.info({ event: 'database.connected', engine: 'sqlite' }, 'database connected');
  const names = async (): Promise<string[]> => (await orm.migrator.getPending()).map((migration) => migration.name);
  return {
    orm,
    reader,
    transact: transactor(orm),
    scrub: () => scrubbing.scrub(),
    scrubSoon: () => scrubbing.scrubSoon(),
    versionElsewhere: () => statements.versionElsewhere(),
    load: (rows) => loadRows(options.file, rows),
    alive: () => reader.one('select 1 as ok', []).then(Boolean, () => false),
    whole: () => reader.isWhole(),
    pending: names,
    migrate: async () => (await orm.migrator.up()).map((migration) => migration.name),
    async close() {
      scrubbing.close();
      reader.close();
      await orm.close();
      log.info({ event: 'database.disconnected', engine: 'sqlite' }, 'database disconnected');
    },
  };
}
