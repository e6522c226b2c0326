import { join } from 'node:path';
import Database from 'better-sqlite3';
import { MyPersonalDataDocument, UpdatePersonalDataDocument } from '@socle/schema/documents';
import type { Person, TestHouse } from '#test/house.js';

/** The columns of a record that are sealed, by the field that each holds. */
export const sealedColumns = {
  legalName: 'legal_name',
  birthDate: 'birth_date',
  phone: 'phone',
  addressLine: 'address_line',
  postalCode: 'postal_code',
  city: 'city',
  country: 'country',
  taxId: 'tax_id',
} as const;

export type Field = keyof typeof sealedColumns;
export const sealedFields = Object.keys(sealedColumns) as Field[];

/** What people in these tests keep. */
export const aRecord = {
  legalName: 'Ada King',
  birthDate: '1915-12-10',
  phone: '+442079460958',
  addressLine: '12 St James’s Square',
  postalCode: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
  taxId: 'AB 12 34 56 C',
};

/** Does something to the vault's file as somebody who can write it and has no key. */
export function tamper<T>({ folder }: Pick<TestHouse, 'folder'>, act: (database: Database.Database) => T): T {
  const database = new Database(join(folder, 'vault.db'));
  try {
    return act(database);
  } finally {
    database.close();
  }
}

/** Keeps personal data for somebody. */
export async function keep({ caller }: Person, input: object = aRecord): Promise<void> {
  const { body, code } = await caller.run(UpdatePersonalDataDocument, { input });
  if (code) throw new Error(body);
}

/** What somebody reads: the fields that are there, and those that are unavailable. */
export async function readBy({ caller }: Person) {
  const { data, errors, status, body } = await caller.run(MyPersonalDataDocument, {});
  const failed = errors.map((error) => {
    const { path = [], extensions } = error as typeof error & { path?: readonly string[] };
    return `${path.join('.')}:${extensions.code}`;
  });
  return { status, data: data?.personalData, failed, body };
}

/** Where the answer says that these fields cannot be read. */
export const unavailable = (...fields: readonly string[]): string[] =>
  fields.map((field) => `personalData.${field}:UNAVAILABLE`);

/** The incidents of somebody that were recorded. */
export async function incidentsOf({ app }: TestHouse, { id }: Person): Promise<{ part: string; fields: string }[]> {
  const sql = "select facts from recorded_event where type = 'vault.tampered' and subject = ? order by seq";
  const rows = await app.database.reader.all<{ facts: string }>(sql, [`user:${id}`]);
  return rows.map(({ facts }) => JSON.parse(facts) as { part: string; fields: string });
}
