import type { House } from '#kernel/context.js';
import type { Clock } from '#kernel/ports.js';
import { knowsMasterKey } from '#modules/vault/index.js';
import { hasNoKeys, makeMissingKeys, readKeyRing, type KeyRing } from '#platform/crypto/keys.js';
import { addMasterKey, masterKeyVersions } from '#platform/crypto/master-keys.js';
import type { Database } from '#platform/database/database.js';
import type { OpenStore } from '#platform/database/store.js';
import type { Logger } from '#platform/telemetry/log.js';
import { openMain, openVault } from './databases.js';
import { modules } from './modules.js';
import type { Settings } from './settings.js';

/** What outlives a process: the keys and the databases. */
export interface Kept {
  readonly keys: KeyRing;
  readonly database: Database;
  readonly vault: OpenStore;
}

/** The keys of these settings; outside production they are made where there are none at all. */
function openKeys({ keysDir, production }: Settings, clock: Clock): KeyRing {
  if (!production && hasNoKeys(keysDir)) makeMissingKeys(keysDir, clock.now());
  return readKeyRing(keysDir);
}

/** Outside production a vault that was never used gets its key by itself; one that was used waits for the right one. */
async function makeFirstMasterKey({ keysDir, production }: Settings, vault: OpenStore): Promise<void> {
  if (production || masterKeyVersions(keysDir).length > 0 || (await knowsMasterKey(vault.reader))) return;
  addMasterKey(keysDir, 1);
}

/** Opens it, with the databases migrated. */
export async function openKept(settings: Settings, clock: Clock, log: Logger): Promise<Kept> {
  const keys = openKeys(settings, clock);
  const database = await openMain(settings, log);
  const vault = openVault(settings, log);
  const names = [...(await database.migrate()), ...(await vault.migrate())];
  if (names.length > 0) log.info({ event: 'database.migrated', migrations: names }, 'database migrated');
  await makeFirstMasterKey(settings, vault);
  return { keys, database, vault };
}

/** What the modules have begun ends before the databases do. */
export async function closeKept(house: House, { vault, database }: Kept): Promise<void> {
  for (const module of modules) module.closing?.(house);
  await vault.close();
  await database.close();
}
