import { randomBytes } from 'node:crypto';
import type { Ports } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { Sealer } from '#kernel/ports.js';
import { columns, type Field } from './fields.js';
import { pad, unpad } from './padding.js';

/** Whose a wrapped key is, and by which master key. */
export interface KeyPlace {
  readonly userId: string;
  readonly keyId: string;
  readonly masterVersion: number;
}

/** The row that a sealed field stands in; its time changes with every change, so that no older field fits into it. */
export interface RecordPlace {
  readonly userId: string;
  readonly keyId: string;
  readonly recordId: string;
  readonly updatedAt: Date;
}

// Table, column, user, row and version: authenticated with what is sealed, so that it opens nowhere else (catalogue V1).
const keyContext = ({ userId, keyId, masterVersion }: KeyPlace): string =>
  `data_key.wrapped:${userId}:${keyId}:${masterVersion}`;
const fieldContext = (field: Field, { userId, recordId, keyId, updatedAt }: RecordPlace): string =>
  `personal_record.${columns[field]}:${userId}:${recordId}:${keyId}:${updatedAt.getTime()}`;

/** A key that is used once and then overwritten (catalogue V9). */
function withKey<T>(key: Buffer, use: (key: Buffer) => T): T {
  try {
    return use(key);
  } finally {
    key.fill(0);
  }
}

/** A new key for a person: what seals with it, and what wraps it for a master key. */
export function makeDataKey({ sealerOf }: Pick<Ports, 'sealerOf'>, userId: string) {
  const key = randomBytes(32);
  const keyId = newId();
  return {
    keyId,
    sealer: sealerOf(key),
    /** Wraps the key and forgets it. */
    wrap: (master: Sealer, masterVersion: number): Buffer =>
      withKey(key, () => master.seal(key, keyContext({ userId, keyId, masterVersion }))),
  };
}

/** What seals with a person's key; throws where it was not wrapped for this place. */
export function unwrap(
  { sealerOf }: Pick<Ports, 'sealerOf'>,
  master: Sealer,
  wrapped: Buffer,
  place: KeyPlace,
): Sealer {
  return withKey(master.unseal(wrapped, keyContext(place)), sealerOf);
}

/** The same key, wrapped by another master key. */
export function rewrap(from: Sealer, to: Sealer, wrapped: Buffer, place: KeyPlace, masterVersion: number): Buffer {
  return withKey(from.unseal(wrapped, keyContext(place)), (key) =>
    to.seal(key, keyContext({ ...place, masterVersion })),
  );
}

/** Seals a field, or its absence. */
export function sealField(sealer: Sealer, value: string | null, field: Field, place: RecordPlace): Buffer {
  return withKey(pad(value), (padded) => sealer.seal(padded, fieldContext(field, place)));
}

/** What a field holds; throws where it was not sealed for this place. */
export function unsealField(sealer: Sealer, sealed: Buffer, field: Field, place: RecordPlace): string | null {
  return withKey(sealer.unseal(sealed, fieldContext(field, place)), unpad);
}
