import { PersonalData } from './20261122-personal-data.js';
import type { NamedMigration } from '#platform/database/database.js';

/** Every change of the vault's database, in the order in which it happened. */
export const vaultMigrations: readonly NamedMigration[] = [{ name: '20261122-personal-data', class: PersonalData }];
