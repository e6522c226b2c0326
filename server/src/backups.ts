import { basicChecks, type RestoreStep } from '#platform/backup/checks.js';
import type { BackupPlan } from '#platform/backup/make.js';
import type { ManifestKeys } from '#platform/backup/manifest.js';
import type { HouseDatabase, RestorePlan } from '#platform/backup/restore.js';
import { fingerprintsOf } from '#platform/crypto/fingerprints.js';
import { readKeyRing } from '#platform/crypto/keys.js';
import { createSealer } from '#platform/crypto/sealer.js';
import { migrationsWith } from '../migrations/index.js';
import { vaultMigrations } from '../migrations/vault/index.js';
import { readBuildInfo } from './build-info.js';
import type { Settings } from './settings.js';

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

/** What is done with restored databases before they take their names, in this order; where one throws, none of them does. */
const restoreSteps: readonly RestoreStep[] = [...basicChecks];

function manifestKeys({ keysDir }: Settings): ManifestKeys {
  const ring = readKeyRing(keysDir);
  return { sealer: createSealer(ring.sealing), fingerprints: fingerprintsOf(ring) };
}

/** How this instance is backed up. */
export const backupPlan = (settings: Settings): BackupPlan => ({
  databases: databasesOf(settings),
  keys: manifestKeys(settings),
  instance: settings.publicUrl,
  version: readBuildInfo().version,
  recipient: settings.backups.recipient,
  dataDir: settings.dataDir,
});

/** How a backup becomes this instance. */
export const restorePlan = (settings: Settings, identity: string | null): RestorePlan => ({
  databases: databasesOf(settings),
  keys: manifestKeys(settings),
  dataDir: settings.dataDir,
  identity,
  steps: restoreSteps,
});
