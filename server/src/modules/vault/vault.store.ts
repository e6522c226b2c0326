import type { Reader, Writer } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import { columns, fields, perField, type PerField } from './fields.js';
import type { Registered } from './master-keys.js';

/** A row of the vault as it is: whoever can write the file may have put anything anywhere. */
interface Row extends Record<string, unknown> {
  key_id: string;
  master_version: number;
  wrapped: unknown;
  record_id: string | null;
  updated_at: RawInstant;
  newest: number;
  oldest: number;
  canary: unknown;
}

/** The record of a person, sealed. */
export interface StoredRecord {
  readonly id: string;
  readonly updatedAt: Date;
  readonly cells: PerField<unknown>;
}

/** All that the vault holds of a person, and the newest master key, as they were in one moment. */
export interface StoredPerson {
  readonly keyId: string;
  readonly masterVersion: number;
  readonly wrapped: unknown;
  readonly newest: Registered;
  /** Null where nothing was ever kept. */
  readonly record: StoredRecord | null;
}

const cellColumns = Object.values(columns).join(', ');
const personSql = `select k.id as key_id, k.master_version, k.wrapped, r.id as record_id, r.updated_at, ${cellColumns},
  m.version as newest, m.oldest, m.canary
  from data_key k
  left join personal_record r on r.data_key_id = k.id
  left join master_key m on m.version = (select max(version) from master_key)
  where k.user_id = ?`;

/** What the vault holds of a person; null where it holds nothing. */
export async function findPerson(reader: Reader, userId: string): Promise<StoredPerson | null> {
  const row = await reader.one<Row>(personSql, [userId]);
  if (!row) return null;
  const { key_id: keyId, master_version: masterVersion, wrapped, record_id: id, newest, oldest, canary } = row;
  const record =
    id === null ? null : { id, updatedAt: toDate(row.updated_at), cells: perField((f) => row[columns[f]]) };
  return { keyId, masterVersion, wrapped, newest: { version: newest, oldest, canary }, record };
}

const insertKeySql = 'insert into data_key (id, user_id, master_version, wrapped) values (?, ?, ?, ?)';

/** Keeps the key of a person, wrapped. */
export async function addKey(
  sql: Writer,
  key: { keyId: string; userId: string; masterVersion: number; wrapped: Buffer },
): Promise<void> {
  await sql.run(insertKeySql, [key.keyId, key.userId, key.masterVersion, key.wrapped]);
}

const insertRecordSql = `insert into personal_record (id, data_key_id, updated_at, ${cellColumns}) values (?, ?, ?${', ?'.repeat(fields.length)})`;
const updateRecordSql = `update personal_record set updated_at = ?, ${Object.values(columns)
  .map((column) => `${column} = ?`)
  .join(', ')} where id = ? and data_key_id = ? returning id`;

const cellsOf = ({ cells }: StoredRecord): unknown[] => fields.map((field) => cells[field]);

/** Keeps the first record of a person. */
export async function addRecord(sql: Writer, keyId: string, record: StoredRecord): Promise<void> {
  await sql.run(insertRecordSql, [record.id, keyId, sql.instant(record.updatedAt), ...cellsOf(record)]);
}

/** Replaces a record. */
export async function replaceRecord(sql: Writer, keyId: string, record: StoredRecord): Promise<void> {
  const parameters = [sql.instant(record.updatedAt), ...cellsOf(record), record.id, keyId];
  if (!(await sql.one(updateRecordSql, parameters))) throw new Error('the record is gone');
}

/** Destroys the key of a person and, with it, all that it sealed; false where there was none. */
export async function destroyKey(sql: Writer, userId: string): Promise<boolean> {
  return (await sql.one('delete from data_key where user_id = ? returning id', [userId])) !== undefined;
}
