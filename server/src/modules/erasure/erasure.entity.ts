import { defineEntity, p } from '@mikro-orm/core';

/** Up to which entry of the ledger this database has erased: one row, changed in the transaction of each erasure. */
export const ErasureMark = defineEntity({
  name: 'ErasureMark',
  tableName: 'erasure_mark',
  properties: {
    id: p.integer().primary().autoincrement(false),
    mark: p.string(),
  },
});
