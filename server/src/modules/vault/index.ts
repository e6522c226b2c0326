import type { Context } from '#kernel/context.js';
import type { BeforeCommit, Listener, Module } from '#kernel/module.js';
import './vocabulary.js';
import { destroyKeysOfDeleted } from './erasure.js';
import { keeperOf, pendingOf } from './keeper.js';
import { personal } from './personal.js';
import { MasterKeyRotation } from './rotation.js';
import { vaultEntities } from './vault.entity.js';
import { VaultResolver } from './vault.resolver.js';
import { PersonalDataService } from './personal-data.service.js';

export { destroyKeysOf } from './erasure.js';
export { checkMasterKeys, knowsMasterKey } from './master-keys.js';
export type { Progress } from './rotation.js';

interface PersonalDataServices {
  readonly personalData: PersonalDataService;
  readonly rotation: MasterKeyRotation;
}

declare module '#kernel/context.js' {
  interface Services {
    vault: PersonalDataServices;
  }
}

function openServices(context: Context): PersonalDataServices {
  const pending = pendingOf(context.ports);
  return {
    personalData: new PersonalDataService(context, pending),
    rotation: new MasterKeyRotation(context, pending),
  };
}

/** Personal data, encrypted in a database of its own, under a key of each person's own. */
export const vault = {
  name: 'vault',
  needs: ['users'],
  database: 'vault',
  entities: vaultEntities,
  personal,
  resolvers: [VaultResolver],
  services: openServices,
  prepare: (house) => keeperOf(house).prepare(),
  beforeCommit: (house): BeforeCommit => destroyKeysOfDeleted(keeperOf(house).pending),
  listeners: (house): Listener[] => [(fact) => keeperOf(house).hear(fact)],
  opened: async (house) => keeperOf(house).sweep(),
  closing: (house) => keeperOf(house).close(),
} satisfies Module<'vault'>;
