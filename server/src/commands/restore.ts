import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Manifest } from '#platform/backup/manifest.js';
import { restoreBackup } from '#platform/backup/restore.js';
import { databasesOf, restorePlan } from '../backups.js';
import { asTypedHere, type Settings } from '../settings.js';
import { contentsOf } from './backup.js';
import { inHouse, say, settingsOrFail } from './workplace.js';

export interface IdentityOption {
  readonly identity?: string;
}

export const identityOf = ({ identity }: IdentityOption): string | null => (identity ? resolve(identity) : null);

/** What this version adds to a database that an older one made. */
function pendingAfter({ databases }: Manifest, settings: Settings): string[] {
  const done = new Set(databases.flatMap(({ migrations }) => migrations));
  return databasesOf(settings)
    .flatMap(({ migrations }) => migrations)
    .filter((name) => !done.has(name));
}

async function restore(dir: string, options: IdentityOption): Promise<void> {
  const settings = settingsOrFail();
  const start = performance.now();
  const manifest = await restoreBackup(resolve(dir), restorePlan(settings, identityOf(options)));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(
    `Restored ${manifest.id}, made at ${manifest.madeAt} of ${manifest.instance}, in ${seconds} s. ${contentsOf(manifest)}.`,
  );
  const pending = pendingAfter(manifest, settings).length;
  if (pending > 0)
    say(`${pending} migrations are run at the next start, or by: ${asTypedHere('npm run socle -- migrate')}`);
  // Opening the house erases again whoever was erased since.
  else await inHouse(async () => undefined);
}

/** The option by which an encrypted backup is opened. */
export const withIdentity = (command: Command): Command =>
  command
    .argument('<dir>', 'the folder of the backup')
    .option('--identity <file>', 'the age identity that an encrypted backup opens with');

export function registerRestore(program: Command): void {
  withIdentity(program.command('restore'))
    .description('make a backup the databases of this instance; refused where there are some')
    .action(restore);
}
