import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newId } from '#kernel/entity.js';
import type { EventName, Occurrence } from '#kernel/events.js';
import type { JournalVerification } from '#kernel/ports.js';
import { Statements } from '#platform/crypto/statements.js';
import { readKeyRing, type KeyRing } from '#platform/crypto/keys.js';
import { SqliteReader } from '#platform/database/sqlite.js';
import { Chain, type Link } from '#platform/journal/chain.js';
import { verifyChain } from '#platform/journal/verification.js';
import type { TestHouse } from '#test/house.js';

/** Records events, each in a change of its own. */
export async function recordMany(
  { app }: Pick<TestHouse, 'app'>,
  count: number,
  event: (index: number) => { type?: EventName } & Occurrence = () => ({}),
): Promise<void> {
  const { change } = app.house.open({ requestId: newId() });
  for (let index = 0; index < count; index += 1) {
    const { type = 'access.denied', ...occurrence } = event(index);
    await change(async (unit) => unit.record(type, occurrence));
  }
}

export const keysOf = ({ folder }: Pick<TestHouse, 'folder'>): KeyRing => readKeyRing(join(folder, 'keys'));

/** A copy of a house's database, in which somebody does as they please. */
export class StolenDatabase {
  readonly #folder = mkdtempSync(join(tmpdir(), 'socle-stolen-'));
  readonly #file = join(this.#folder, 'main.db');
  readonly keys: KeyRing;

  constructor(house: Pick<TestHouse, 'folder'>) {
    this.keys = keysOf(house);
    for (const name of ['main.db', 'main.db-wal']) cpSync(join(house.folder, name), join(this.#folder, name));
  }

  change<T>(work: (database: Database.Database) => T): T {
    const database = new Database(this.#file);
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  run(sql: string, ...parameters: unknown[]): void {
    this.change((database) => database.prepare(sql).run(...parameters));
  }

  async verify(kept: Link | null = null): Promise<JournalVerification> {
    const reader = new SqliteReader(this.#file);
    try {
      return await verifyChain(reader, new Chain(this.keys.journal), new Statements(this.keys.signing), kept);
    } finally {
      reader.close();
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
