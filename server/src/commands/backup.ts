import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { makeBackup } from '#platform/backup/make.js';
import type { Manifest } from '#platform/backup/manifest.js';
import { requireFinished } from '#platform/backup/unfinished.js';
import { backupPlan, databasesOf } from '../backups.js';
import type { Settings } from '../settings.js';
import { recordInJournal } from './journal.js';
import { fail, say, settingsOrFail } from './workplace.js';

/** Refuses where there is nothing to back up, instead of making an empty instance. */
export function requireInstance(settings: Settings): void {
  requireFinished(settings.dataDir);
  const missing = databasesOf(settings).find(({ file }) => !existsSync(file));
  if (missing) fail(`There is no instance here: ${missing.file} does not exist.`);
}

const bytesOf = ({ databases, files }: Manifest): number =>
  [...databases, ...files].reduce((sum, { bytes }) => sum + bytes, 0);

/** How many rows there are, of what people ask for first. */
export const contentsOf = ({ databases, files }: Manifest): string =>
  [
    ...databases.map(
      ({ name, rows }) =>
        `${name}: ${Object.values(rows).reduce((sum, n) => sum + n, 0)} rows, ${rows['user'] ?? 0} people`,
    ),
    ...(files.length > 0 ? [`files: ${files.length}`] : []),
  ].join('; ');

async function backup(dir: string): Promise<void> {
  const settings = settingsOrFail();
  requireInstance(settings);
  const folder = resolve(dir);
  const start = performance.now();
  const manifest = await makeBackup(folder, backupPlan(settings));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(
    `Made ${folder} (${manifest.id}) in ${seconds} s, ${(bytesOf(manifest) / 1e6).toFixed(1)} MB${manifest.encrypted ? ', encrypted' : ''}. ${contentsOf(manifest)}.`,
  );
  if (manifest.missing.length > 0)
    say(`Not in it, since they are not on the disk any more: ${manifest.missing.length} files.`);
  say('The keys are not in it: keep a copy of them elsewhere.');
  await recordInJournal(settings, 'backup.made', {
    backup: manifest.id,
    bytes: String(bytesOf(manifest)),
    encrypted: String(manifest.encrypted),
  });
}

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the databases as they are at one instant into a new folder, while the server runs')
    .argument('<dir>', 'the folder; made by this command')
    .action(backup);
}
