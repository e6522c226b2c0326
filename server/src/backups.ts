import { OperatorError } from '#kernel/operator-error.js';
import { reasonOf } from '#modules/audit/index.js';
import { basicChecks, type RestoreStep } from '#platform/backup/checks.js';
import type { BackupPlan } from '#platform/backup/make.js';
import type { ManifestKeys } from '#platform/backup/manifest.js';
import type { HouseDatabase, RestorePlan } from '#platform/backup/restore.js';
import { fingerprintsOf } from '#platform/crypto/fingerprints.js';
import { readKeyRing } from '#platform/crypto/keys.js';
import { createSealer } from '#platform/crypto/sealer.js';
import { Statements } from '#platform/crypto/statements.js';
import { SqliteReader } from '#platform/database/sqlite.js';
import { Chain } from '#platform/journal/chain.js';
import { verifyChain } from '#platform/journal/verification.js';
import { migrationsWith } from '../migrations/index.js';
import { vaultMigrations } from '../migrations/vault/index.js';
import { readBuildInfo } from './build-info.js';
import type { Settings } from './settings.js';

const cure = 'restore another backup, and keep this one to be looked at';

const neverRun = (): never => {
  throw new Error('only the names of the migrations are asked for');
};
const namesOf = (migrations: readonly { readonly name: string }[]): readonly string[] =>
  migrations.map(({ name }) => name);

/** The databases of the house, in the order in which a change locks them: a backup takes its locks in this order, too. */
export const databasesOf = ({ databaseFile, vaultFile }: Settings): readonly HouseDatabase[] => [
  { name: 'main', file: databaseFile, migrations: namesOf(migrationsWith(neverRun)) },
  { name: 'vault', file: vaultFile, migrations: namesOf(vaultMigrations) },
];

/** The journal of a backup holds; that of an older version is looked at when it has been migrated. */
const journalHolds =
  (settings: Settings): RestoreStep =>
  async (databases) => {
    const main = databases.find(({ entry }) => entry.name === 'main');
    const present = databasesOf(settings)[0]?.migrations.length;
    if (!main || main.entry.migrations.length !== present) return;
    const { journal, signing } = readKeyRing(settings.keysDir);
    const reader = new SqliteReader(main.file);
    try {
      const { fault } = await verifyChain(reader, new Chain(journal), new Statements(signing));
      if (fault) throw new OperatorError(`the journal of this backup does not hold: ${reasonOf(fault)}`, cure);
    } finally {
      reader.close();
    }
  };

/** What is done with restored databases before they take their names, in this order; where one throws, none of them does. */
const restoreSteps = (settings: Settings): readonly RestoreStep[] => [...basicChecks, journalHolds(settings)];

function manifestKeys({ keysDir }: Settings): ManifestKeys {
  const ring = readKeyRing(keysDir);
  return { sealer: createSealer(ring.sealing), fingerprints: fingerprintsOf(ring) };
}

/** How this instance is backed up. */
export const backupPlan = (settings: Settings): BackupPlan => ({
  databases: databasesOf(settings),
  files: settings.filesDir,
  keys: manifestKeys(settings),
  instance: settings.publicUrl,
  version: readBuildInfo().version,
  recipient: settings.backups.recipient,
  dataDir: settings.dataDir,
});

/** How a backup becomes this instance. */
export const restorePlan = (settings: Settings, identity: string | null): RestorePlan => ({
  databases: databasesOf(settings),
  files: settings.filesDir,
  keys: manifestKeys(settings),
  dataDir: settings.dataDir,
  identity,
  steps: restoreSteps(settings),
});
