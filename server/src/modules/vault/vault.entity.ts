import { defineEntity, p } from '@mikro-orm/core';

/** A version of the master key, and the proof that it is the right one. */
export const MasterKey = defineEntity({
  name: 'MasterKey',
  tableName: 'master_key',
  properties: {
    version: p.integer().primary().autoincrement(false),
    /** The oldest version that a data key may still be wrapped by. */
    oldest: p.integer(),
    canary: p.blob(),
  },
});

/** A person's own key, wrapped by a master key; without it nothing of theirs can be read. */
export const DataKey = defineEntity({
  name: 'DataKey',
  tableName: 'data_key',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().unique(),
    masterVersion: p.integer().index(),
    wrapped: p.blob(),
  },
});

/** What is kept of a person, each field sealed for itself under their key. */
export const PersonalRecord = defineEntity({
  name: 'PersonalRecord',
  tableName: 'personal_record',
  properties: {
    id: p.uuid().primary(),
    dataKey: () => p.oneToOne(DataKey).deleteRule('cascade').updateRule('no action'),
    updatedAt: p.datetime(3),
    legalName: p.blob(),
    birthDate: p.blob(),
    phone: p.blob(),
    addressLine: p.blob(),
    postalCode: p.blob(),
    city: p.blob(),
    country: p.blob(),
    taxId: p.blob(),
  },
});

/** A fact whose change the vault has committed; it goes once the main database has committed it, too. Sealed, so that nobody plants one. */
export const PendingFact = defineEntity({
  name: 'PendingFact',
  tableName: 'pending_fact',
  properties: {
    id: p.uuid().primary(),
    sealedFact: p.blob(),
  },
});

export const vaultEntities = [MasterKey, DataKey, PersonalRecord, PendingFact];
