import type { Command } from 'commander';
import { openMain, openVault } from '../databases.js';
import { fail, quietLog, say, settingsOrFail } from './workplace.js';

async function migrate({ check }: { check?: boolean }): Promise<void> {
  const settings = settingsOrFail();
  const databases = [await openMain(settings, quietLog()), openVault(settings, quietLog())];
  try {
    const names: string[] = [];
    for (const database of databases) names.push(...(check ? await database.pending() : await database.migrate()));
    if (check && names.length > 0) fail(`Still to be run: ${names.join(', ')}`);
    say(names.length > 0 ? `Ran ${names.join(', ')}.` : 'The databases are up to date.');
  } finally {
    for (const database of databases) await database.close();
  }
}

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the databases up to date')
    .option('--check', 'only say whether anything is pending; exit 1 if so')
    .action(migrate);
}
