import { defineEntity, p } from '@mikro-orm/core';

/**
 * Where the journal stood at a time, signed: what was sealed until then cannot be shortened or sealed anew unnoticed.
 * The entries since the checkpoint before are a segment; once they are removed, this row stands for them.
 */
export const JournalCheckpoint = defineEntity({
  name: 'JournalCheckpoint',
  tableName: 'journal_checkpoint',
  indexes: [
    { properties: ['latest', 'earliest', 'seq', 'count'] },
    { name: 'journal_checkpoint_removal_index', properties: ['seq'], where: 'removal is not null' },
  ],
  properties: {
    /** The number of the newest entry. */
    seq: p.integer().primary().autoincrement(false),
    /** The seal of that entry. */
    seal: p.blob(),
    /** How many entries the segment has. */
    count: p.integer(),
    at: p.datetime(3),
    /** The first and the last time in the segment. */
    earliest: p.datetime(3),
    latest: p.datetime(3),
    /** How many entries of each type there are from the first one ever up to here, as JSON. */
    counts: p.text(),
    /** All of the above, signed (a compact JWS). */
    statement: p.text(),
    /** That the entries up to here were removed as the retention asks, signed. */
    removal: p.text().nullable(),
  },
});
