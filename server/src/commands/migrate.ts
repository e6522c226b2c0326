import type { Command } from 'commander';
import { openHouseDatabase } from '../app.js';
import { fail, quietLog, say, settingsOrFail } from './workplace.js';

async function migrate({ check }: { check?: boolean }): Promise<void> {
  const database = await openHouseDatabase(settingsOrFail(), quietLog());
  try {
    const names = check ? await database.pending() : await database.migrate();
    if (check && names.length > 0) fail(`Still to be run: ${names.join(', ')}`);
    say(names.length > 0 ? `Ran ${names.join(', ')}.` : 'The database is up to date.');
  } finally {
    await database.close();
  }
}

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--check', 'only say whether anything is pending; exit 1 if so')
    .action(migrate);
}
