import { defineEntity, p } from '@mikro-orm/core';

/** A file that is kept. With the row goes the key to its content. */
export const StoredFileTable = defineEntity({
  name: 'StoredFile',
  tableName: 'stored_file',
  properties: {
    id: p.uuid().primary(),
    createdAt: p.datetime(3),
    name: p.string(),
    mediaType: p.string(),
    sha256: p.string().index(),
    sizeBytes: p.bigint('number'),
    sealedKey: p.blob(),
    ownerId: p.uuid().index(),
    expiresAt: p.datetime(3).nullable().index(),
  },
});
