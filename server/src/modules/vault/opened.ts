import { createHash } from 'node:crypto';
import type { Ports } from '#kernel/context.js';
import type { Sealer } from '#kernel/ports.js';
import { unsealField, unwrap, type RecordPlace } from './cipher.js';
import { fields, perField, type Field, type PerField } from './fields.js';
import { fits, presentMaster } from './master-keys.js';
import type { StoredPerson, StoredRecord } from './vault.store.js';

/** What of a person does not open: it was changed by somebody who has no key, or put where it does not belong. */
export interface Damage {
  readonly part: 'key' | 'record';
  readonly fields: readonly Field[];
  /** The same as long as the damage is the same. */
  readonly incident: string;
}

/** A person's data, open. */
export interface Opened {
  readonly values: PerField<string | null>;
  /** Null where nothing was ever kept, or where that cannot be known. */
  readonly updatedAt: Date | null;
  readonly damage: Damage | null;
  /** What seals with the person's key; null where they have none, or where it does not open. */
  readonly sealer: Sealer | null;
}

const nothingKept: Opened = { values: perField(() => null), updatedAt: null, damage: null, sealer: null };

function incidentOf(...parts: readonly unknown[]): string {
  const text = parts.map((part) => (Buffer.isBuffer(part) ? part.toString('base64') : String(part))).join('|');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

const isVersion = (value: unknown): value is number => Number.isSafeInteger(value);

/**
 * The master key that wraps a person's key; null where it is one that is retired or that there never was: the row was
 * taken back to where it stood before a rotation. Throws where its file is missing: then nobody has done any damage.
 */
function masterOf(ports: Pick<Ports, 'masterKeys'>, { masterVersion, newest }: StoredPerson): Sealer | null {
  if (!isVersion(masterVersion) || !isVersion(newest.version)) return null;
  if (!fits(presentMaster(ports, newest.version), newest)) return null;
  const isCurrent = masterVersion >= newest.oldest && masterVersion <= newest.version;
  return isCurrent ? presentMaster(ports, masterVersion) : null;
}

/** The person's own key; null where it does not open. */
export function openKey(ports: Pick<Ports, 'masterKeys' | 'sealerOf'>, userId: string, person: StoredPerson) {
  const { keyId, masterVersion, wrapped } = person;
  const master = masterOf(ports, person);
  try {
    return master && unwrap(ports, master, wrapped as Buffer, { userId, keyId, masterVersion });
  } catch {
    return null;
  }
}

/** A person's key that does not open, as one incident. */
export const keyDamage = ({
  keyId,
  masterVersion,
  wrapped,
}: Pick<StoredPerson, 'keyId' | 'masterVersion' | 'wrapped'>) =>
  ({ part: 'key', fields, incident: incidentOf('key', keyId, masterVersion, wrapped) }) satisfies Damage;

/** The record, field by field: what does not open is missed, and the others are there. */
export function openRecord(sealer: Sealer, record: StoredRecord, place: Pick<RecordPlace, 'userId' | 'keyId'>): Opened {
  const { id: recordId, updatedAt, cells } = record;
  const damaged: Field[] = [];
  const values = perField((field) => {
    try {
      return unsealField(sealer, cells[field] as Buffer, field, { ...place, recordId, updatedAt });
    } catch {
      damaged.push(field);
      return null;
    }
  });
  if (damaged.length === 0) return { values, updatedAt, damage: null, sealer };
  const marks = damaged.flatMap((field) => [field, cells[field]]);
  const incident = incidentOf('record', recordId, place.keyId, updatedAt.getTime(), ...marks);
  const isAllOfIt = damaged.length === fields.length;
  return {
    values,
    updatedAt: isAllOfIt ? null : updatedAt,
    damage: { part: 'record', fields: damaged, incident },
    sealer,
  };
}

/** What was kept and is not there any more: somebody took it away, or moved it to somebody else. */
const missing = (part: Damage['part']): Damage => ({ part, fields, incident: incidentOf('missing', part) });

/** Opens what the vault holds of a person; `wasKept` says whether there has to be something. */
export function openPerson(
  ports: Pick<Ports, 'masterKeys' | 'sealerOf'>,
  userId: string,
  person: StoredPerson | null,
  wasKept: boolean,
): Opened {
  if (!person) return { ...nothingKept, damage: wasKept ? missing('key') : null };
  const sealer = openKey(ports, userId, person);
  if (!sealer) return { ...nothingKept, damage: keyDamage(person) };
  if (!person.record) return { ...nothingKept, sealer, damage: wasKept ? missing('record') : null };
  return openRecord(sealer, person.record, { userId, keyId: person.keyId });
}
