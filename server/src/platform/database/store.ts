import SqliteFile from 'better-sqlite3';
import { MikroORM } from '@mikro-orm/core';
import type { Logger, Store, Writer } from '#kernel/ports.js';
import { makeRoomFor, ormOptions, type DatabaseOptions } from './database.js';
import { Scrubbing } from './scrubbing.js';
import { prepare, SqliteReader, SqliteStatements } from './sqlite.js';

/** The open database of the vault: two connections with statements prepared once, and no entity manager. */
export interface OpenStore extends Store {
  alive(): Promise<boolean>;
  /** True where the file is whole, read from end to end. */
  whole(): Promise<boolean>;
  /** The names of the migrations still to be run. */
  pending(): Promise<string[]>;
  /** Runs the pending migrations in order; answers their names. */
  migrate(): Promise<string[]>;
  close(): Promise<void>;
}

/** The connection that writes. */
class SqliteWriter extends SqliteStatements {
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    super(new SqliteFile(file));
    prepare(this.database);
  }

  transact<T>(work: (sql: Writer) => Promise<T>): Promise<T> {
    const run = this.#last.then(() => this.within(() => work(this)));
    this.#last = run.catch(() => undefined);
    return run;
  }

  close(): void {
    this.database.close();
  }
}

const hasLedgerSql = "select 1 from sqlite_master where type = 'table' and name = 'migration'";

/** An ORM for as long as the migrations take: idle, it would cost more memory than all the rest of the store. */
async function runMigrations(options: DatabaseOptions): Promise<string[]> {
  const orm = await MikroORM.init(ormOptions(options));
  try {
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close();
  }
}

/** Opens a database of statements; the file is made where it is missing, readable by its owner only. */
export function openStore(options: DatabaseOptions, log: Logger): OpenStore {
  makeRoomFor(options.file);
  const writer = new SqliteWriter(options.file);
  const reader = new SqliteReader(options.file);
  const scrubbing = new Scrubbing(() => writer.scrub(), log);
  log.info({ event: 'vault.connected', engine: 'sqlite' }, 'vault connected');

  const pending = async (): Promise<string[]> => {
    const hasLedger = await reader.one(hasLedgerSql, []);
    const ran = hasLedger ? await reader.all<{ name: string }>('select name from migration', []) : [];
    const names = new Set(ran.map(({ name }) => name));
    return options.migrations.map(({ name }) => name).filter((name) => !names.has(name));
  };
  return {
    reader,
    transact: (work) => writer.transact(work),
    scrub: () => scrubbing.scrub(),
    scrubSoon: () => scrubbing.scrubSoon(),
    alive: () => reader.one('select 1 as ok', []).then(Boolean, () => false),
    whole: () => reader.isWhole(),
    pending,
    migrate: async () => ((await pending()).length > 0 ? runMigrations(options) : []),
    async close() {
      scrubbing.close();
      reader.close();
      writer.close();
      log.info({ event: 'vault.disconnected', engine: 'sqlite' }, 'vault disconnected');
    },
  };
}
