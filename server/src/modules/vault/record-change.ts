import { newId } from '#kernel/entity.js';
import type { Sealer } from '#kernel/ports.js';
import { sealField, type RecordPlace } from './cipher.js';
import { fields, perField, type Field, type PerField } from './fields.js';
import type { Opened } from './opened.js';
import type { UpdatePersonalDataInput } from './personal-data.inputs.js';
import { keptForm } from './rules.js';
import type { StoredRecord } from './vault.store.js';

/** What an input asks for: the values after it, and the fields that it changes. */
export interface RecordChange {
  readonly values: PerField<string | null>;
  readonly changed: readonly Field[];
}

/** Compares an input with what is kept: what it does not name stays; what is damaged is changed by naming it. */
export function changeOf({ values, damage }: Opened, input: UpdatePersonalDataInput): RecordChange {
  const after = perField((field) => {
    const typed = input[field];
    if (typed === undefined) return values[field];
    return typed === null ? null : keptForm(field, typed);
  });
  const isChanged = (field: Field): boolean =>
    after[field] !== values[field] || damage?.fields.includes(field) === true;
  return { values: after, changed: fields.filter((field) => input[field] !== undefined && isChanged(field)) };
}

/** A time that no state of this record had before. */
const nextTime = (before: StoredRecord | null, now: Date): Date =>
  new Date(Math.max(now.getTime(), (before?.updatedAt.getTime() || 0) + 1));

/** The record after a change, sealed. What is damaged and not replaced stays as it is: it may still be evidence. */
export function sealRecord(
  sealer: Sealer,
  { values, changed }: RecordChange,
  { record: before, opened }: { readonly record: StoredRecord | null; readonly opened: Opened },
  { now, ...owner }: Pick<RecordPlace, 'userId' | 'keyId'> & { readonly now: Date },
): StoredRecord {
  const id = before?.id ?? newId();
  const updatedAt = nextTime(before, now);
  const isLeft = (field: Field): boolean => opened.damage?.fields.includes(field) === true && !changed.includes(field);
  const cells = perField((field) =>
    before && isLeft(field)
      ? before.cells[field]
      : sealField(sealer, values[field], field, { ...owner, recordId: id, updatedAt }),
  );
  return { id, updatedAt, cells };
}
