import { ApiTokens } from './20261122-api-tokens.js';
import { Departures } from './20261122-departures.js';
import { ErasureMark } from './20261122-erasure-mark.js';
import { JournalCheckpoints } from './20261122-journal-checkpoints.js';
import { journalChain } from './20261122-journal-chain.js';
import { JobsAndFiles } from './20261122-jobs-and-files.js';
import { TalliesByTime } from './20261122-tallies-by-time.js';
import { Tallies } from './20261121-tallies.js';
import { RolesAndGrants } from './20261121-roles-and-grants.js';
import { FirstTables } from './20261121-first-tables.js';
import type { NamedMigration } from '#platform/database/database.js';
import type { Chain } from '#platform/journal/chain.js';

/** Every change of the database, in the order in which it happened; what was recorded before there was a chain is sealed by it. */
export const migrationsWith = (chain: () => Chain): readonly NamedMigration[] => [
  { name: '20261121-first-tables', class: FirstTables },
  { name: '20261121-roles-and-grants', class: RolesAndGrants },
  { name: '20261121-tallies', class: Tallies },
  { name: '20261122-tallies-by-time', class: TalliesByTime },
  { name: '20261122-journal-chain', class: journalChain(chain) },
  { name: '20261122-journal-checkpoints', class: JournalCheckpoints },
  { name: '20261122-erasure-mark', class: ErasureMark },
  { name: '20261122-departures', class: Departures },
  { name: '20261122-jobs-and-files', class: JobsAndFiles },
  { name: '20261122-api-tokens', class: ApiTokens },
];
