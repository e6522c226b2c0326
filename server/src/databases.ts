import { JournalCheckpoint } from '#kernel/journal-checkpoint.entity.js';
import { RecordedEvent } from '#kernel/recorded-event.entity.js';
import { TallyEntry } from '#kernel/tally.js';
import { requireFinished } from '#platform/backup/unfinished.js';
import { readKeyRing } from '#platform/crypto/keys.js';
import { openDatabase, type Database, type DatabaseOptions } from '#platform/database/database.js';
import { openStore, type OpenStore } from '#platform/database/store.js';
import { StoredFileTable } from '#platform/files/stored-file.entity.js';
import { JobTable } from '#platform/jobs/job.entity.js';
import { Chain } from '#platform/journal/chain.js';
import type { Logger } from '#platform/telemetry/log.js';
import { migrationsWith } from '../migrations/index.js';
import { vaultMigrations } from '../migrations/vault/index.js';
import { modules } from './modules.js';
import type { Settings } from './settings.js';

export type DatabaseName = 'main' | 'vault';

const entitiesIn = (database: DatabaseName) =>
  modules.filter((module) => (module.database ?? 'main') === database).flatMap(({ entities = [] }) => entities);

/** What each database of the house holds, and the changes that made it so; the chain seals what is older than it. */
export const contentsWith = (chain: () => Chain): Readonly<Record<DatabaseName, Omit<DatabaseOptions, 'file'>>> => ({
  main: {
    entities: [RecordedEvent, JournalCheckpoint, TallyEntry, JobTable, StoredFileTable, ...entitiesIn('main')],
    migrations: migrationsWith(chain),
  },
  vault: { entities: entitiesIn('vault'), migrations: vaultMigrations },
});

const contentsOf = ({ keysDir }: Settings) => contentsWith(() => new Chain(readKeyRing(keysDir).journal));

/** The main database of these settings. */
export function openMain(settings: Settings, log: Logger): Promise<Database> {
  requireFinished(settings.dataDir);
  return openDatabase({ file: settings.databaseFile, ...contentsOf(settings).main }, log);
}

/** The vault's database of these settings. */
export const openVault = (settings: Settings, log: Logger): OpenStore =>
  openStore({ file: settings.vaultFile, ...contentsOf(settings).vault }, log);
