import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { KeyError, readKeyRing } from '#platform/crypto/keys.js';
import { openHouseDatabase } from '../app.js';
import { readBuildInfo } from '../build-info.js';
import type { Settings } from '../settings.js';
import { quietLog, say, settingsOrFail } from './workplace.js';

/** What was looked at, what is wrong with it, and what to do; `problem` null where all is well. */
interface Finding {
  readonly subject: string;
  readonly problem: string | null;
  readonly cure?: string;
}

const leastFreeBytes = 500 * 1024 * 1024;

function checkFolder({ dataDir }: Settings): Finding {
  const subject = 'data folder';
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch {
    return { subject, problem: `${dataDir} cannot be written`, cure: 'give it to the user that runs the server' };
  }
  if ((statSync(dataDir).mode & 0o077) !== 0)
    return { subject, problem: `${dataDir} is open to others`, cure: `chmod 700 ${dataDir}` };
  const { bavail, bsize } = statfsSync(dataDir);
  const low = bavail * bsize < leastFreeBytes;
  return { subject, problem: low ? 'less than 500 MB of disk are free' : null, cure: 'make room or move DATA_DIR' };
}

function checkKeys({ keysDir, production }: Settings): Finding {
  const subject = 'keys';
  if (!production && !existsSync(keysDir)) return { subject, problem: null };
  try {
    readKeyRing(keysDir);
    return { subject, problem: null };
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return { subject, problem: error.message, cure: error.cure };
  }
}

async function checkDatabase(settings: Settings): Promise<Finding> {
  const subject = 'database';
  try {
    const database = await openHouseDatabase(settings, quietLog());
    try {
      if (!(await database.whole())) return { subject, problem: 'the file is damaged', cure: 'restore a backup' };
      const pending = await database.pending();
      const problem = pending.length > 0 ? `${pending.length} migrations are pending` : null;
      return { subject, problem, cure: 'npm run socle -- migrate' };
    } finally {
      await database.close();
    }
  } catch (error) {
    return { subject, problem: (error as Error).message, cure: 'check DATABASE_URL and the rights of its folder' };
  }
}

function checkClock(): Finding {
  const { builtAt } = readBuildInfo();
  const isBehind = builtAt !== null && Date.now() < Date.parse(builtAt);
  return {
    subject: 'clock',
    problem: isBehind ? 'the clock is behind this build' : null,
    cure: 'set the time, best by NTP',
  };
}

async function doctor(): Promise<void> {
  const settings = settingsOrFail();
  say('✓ settings');
  const findings = [checkFolder(settings), checkKeys(settings), await checkDatabase(settings), checkClock()];
  for (const { subject, problem, cure } of findings)
    say(problem ? `✗ ${subject}: ${problem}. To do: ${cure ?? ''}` : `✓ ${subject}`);
  if (findings.some(({ problem }) => problem)) process.exitCode = 1;
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say what is wrong with settings, keys, database, disk or clock, and what to do')
    .action(doctor);
}
