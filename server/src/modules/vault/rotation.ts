import { setTimeout as pause } from 'node:timers/promises';
import type { Context, Unit } from '#kernel/context.js';
import type { Sealer } from '#kernel/ports.js';
import { rewrap } from './cipher.js';
import { recordDamage } from './incidents.js';
import { newestMaster, openMaster, presentMaster, register, registered, retireOlder } from './master-keys.js';
import { keyDamage } from './opened.js';
import type { PendingFacts } from './pending-facts.js';

/** How far a rotation has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** How a rotation ended. */
export interface Rotated extends Progress {
  /** The version that wraps now. */
  readonly version: number;
  /** The keys that did not open, and stay as they are. Where there are any, the rotation is not finished. */
  readonly damaged: number;
}

interface Wrapped {
  readonly id: string;
  readonly user_id: string;
  readonly master_version: number;
  readonly wrapped: Buffer;
}

const batchSize = 100;
/** Others write in between. */
const betweenBatchesMs = 5;

const countSql = 'select count(*) as n from data_key where master_version < ?';
const batchSql = `select id, user_id, master_version, wrapped from data_key where id > ? and master_version < ?
  order by id limit ${batchSize}`;
// Only what is still as it was read: somebody may have been deleted meanwhile.
const replaceSql = 'update data_key set master_version = ?, wrapped = ? where id = ? and wrapped = ?';

/**
 * Wraps every person's key by a new master key, in small transactions, while others read and write (catalogue V4). What
 * they seal is not touched. Whoever runs it again goes on where it stopped.
 */
export class MasterKeyRotation {
  constructor(
    private readonly context: Context,
    private readonly pending: PendingFacts,
  ) {}

  /** Begins a rotation, or goes on with one that was not finished; `makeKey` makes the file of a version. */
  async run(makeKey: (version: number) => void, tell: (progress: Progress) => void): Promise<Rotated> {
    const { version, sealer } = await this.#target(makeKey);
    const total = await this.#left(version);
    let [left, damaged] = [total, 0];
    // A key that was being made when the new version became known may still be wrapped by an older one.
    while (left > damaged) {
      damaged = await this.#rewrapAll(version, sealer, (done) => tell({ done: total - left + done, total }));
      left = await this.#left(version);
    }
    if (left === 0) await this.#finish(version, sealer, total);
    return { version, total, done: total - left, damaged };
  }

  /** The version to wrap by: one that was begun, or a new one. */
  async #target(makeKey: (version: number) => void): Promise<{ version: number; sealer: Sealer }> {
    const { masterKeys, vault } = this.context.ports;
    const { row: newest, sealer } = await newestMaster(this.context.ports, vault.reader);
    if (newest.oldest < newest.version) return { version: newest.version, sealer };
    const version = newest.version + 1;
    if (!masterKeys.versions().includes(version)) makeKey(version);
    const next = presentMaster(this.context.ports, version);
    await vault.transact((sql) => register(sql, next, version, newest.oldest));
    return { version, sealer: next };
  }

  async #left(version: number): Promise<number> {
    const row = await this.context.ports.vault.reader.one<{ n: number | string }>(countSql, [version]);
    return Number(row?.n ?? 0);
  }

  /** Answers how many keys did not open. */
  async #rewrapAll(version: number, to: Sealer, tell: (done: number) => void): Promise<number> {
    const { vault } = this.context.ports;
    const masters = await this.#masters();
    let [done, damaged, after] = [0, 0, ''];
    for (;;) {
      const batch = await vault.reader.all<Wrapped>(batchSql, [after, version]);
      const last = batch.at(-1);
      if (!last) return damaged;
      const replaced = batch.flatMap((row) => rewrapped(row, masters.get(row.master_version), to, version));
      await vault.transact(async (sql) => {
        for (const { row, wrapped } of replaced) await sql.run(replaceSql, [version, wrapped, row.id, row.wrapped]);
      });
      const broken = batch.filter((row) => !replaced.some((one) => one.row === row));
      await this.#recordBroken(broken);
      [done, damaged, after] = [done + replaced.length, damaged + broken.length, last.id];
      tell(done);
      await pause(betweenBatchesMs);
    }
  }

  async #masters(): Promise<ReadonlyMap<number, Sealer>> {
    const rows = await registered(this.context.ports.vault.reader);
    const oldest = rows.at(-1)?.oldest ?? 0;
    const current = rows.filter(({ version }) => version >= oldest);
    return new Map(current.map((row) => [row.version, openMaster(this.context.ports, row)]));
  }

  async #recordBroken(rows: readonly Wrapped[]): Promise<void> {
    if (rows.length === 0) return;
    await this.context.change(async (unit: Unit) => {
      for (const { id: keyId, master_version: masterVersion, wrapped, user_id: userId } of rows)
        await recordDamage(unit, userId, keyDamage({ keyId, masterVersion, wrapped }));
    });
  }

  /** From now on nothing opens that is wrapped by an older key. */
  async #finish(version: number, sealer: Sealer, rewrapped: number): Promise<void> {
    await this.context.change(async (unit) => {
      const fact = unit.record('keys.rotated', {
        facts: { kind: 'vault', version: String(version), rewrapped: String(rewrapped) },
      });
      unit.beforeCommit(() => this.pending.commit(fact, (sql) => retireOlder(sql, sealer, version)));
    });
  }
}

function rewrapped(
  row: Wrapped,
  from: Sealer | undefined,
  to: Sealer,
  version: number,
): { row: Wrapped; wrapped: Buffer }[] {
  const place = { userId: row.user_id, keyId: row.id, masterVersion: row.master_version };
  try {
    return from ? [{ row, wrapped: rewrap(from, to, row.wrapped, place, version) }] : [];
  } catch {
    return [];
  }
}
