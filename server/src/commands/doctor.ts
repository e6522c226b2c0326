import { existsSync, mkdtempSync, rmdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { backupTimes, isOverdue } from '#kernel/backup-times.js';
import { KeyError } from '#kernel/operator-error.js';
import { checkMasterKeys, knowsMasterKey } from '#modules/vault/index.js';
import { readKeyRing } from '#platform/crypto/keys.js';
import { openMasterKeys } from '#platform/crypto/master-keys.js';
import type { Database } from '#platform/database/database.js';
import type { OpenStore } from '#platform/database/store.js';
import { readBuildInfo } from '../build-info.js';
import { openMain, openVault } from '../databases.js';
import { asTypedHere, type Settings } from '../settings.js';
import { quietLog, say, settingsOrFail } from './workplace.js';

/** What was looked at, what is wrong with it, and what to do; `problem` null where all is well. */
interface Finding {
  readonly subject: string;
  readonly problem: string | null;
  readonly cure?: string;
  readonly note?: string;
}

const leastFreeBytes = 500 * 1024 * 1024;
const madeAtTheFirstStart = 'does not exist yet, made at the first start';

/** The nearest folder that exists: this one or one above it. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

/** Tries it: on some file systems root may do everything, and yet nothing can be made. */
function canHoldFiles(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, '.socle-doctor-')));
    return true;
  } catch {
    return false;
  }
}

function checkFolder({ dataDir }: Settings): Finding {
  const subject = 'data folder';
  const folder = nearest(dataDir);
  if (!canHoldFiles(folder)) {
    const cure = 'give it to the user that runs the server, or name another place in DATA_DIR';
    return { subject, problem: `${folder} cannot be written`, cure };
  }
  if (folder !== dataDir) return { subject, problem: null, note: madeAtTheFirstStart };
  if (process.platform !== 'win32' && (statSync(dataDir).mode & 0o077) !== 0)
    return { subject, problem: `${dataDir} is open to others`, cure: `chmod 700 ${dataDir}` };
  const { bavail, bsize } = statfsSync(dataDir);
  const low = bavail * bsize < leastFreeBytes;
  return { subject, problem: low ? 'less than 500 MB of disk are free' : null, cure: 'make room or move DATA_DIR' };
}

function checkKeys({ keysDir, production }: Settings): Finding {
  const subject = 'keys';
  if (!production && !existsSync(keysDir)) return { subject, problem: null, note: madeAtTheFirstStart };
  try {
    readKeyRing(keysDir);
    return { subject, problem: null };
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return { subject, problem: error.message, cure: error.cure };
  }
}

const daysSince = (at: Date): string => `${((Date.now() - at.getTime()) / 86_400_000).toFixed(1)} days ago`;

type Examined = Pick<OpenStore, 'whole' | 'pending' | 'close'>;
type Verdict = Omit<Finding, 'subject'>;

/** How old backups are is a matter of the operator; that a schedule has stopped is not. */
async function checkBackups({ backups }: Settings, database: Database): Promise<Finding> {
  const subject = 'backups';
  const { madeAt, provenAt } = await backupTimes(database.reader);
  const cure = 'look for backup.failed in the log, or make one: npm run socle -- backup DIR';
  if (madeAt === null) return { subject, problem: null, note: 'none was ever made' };
  if (isOverdue(madeAt, backups.everyMs, new Date()))
    return { subject, problem: `the last one was made ${daysSince(madeAt)}, in spite of BACKUP_EVERY`, cure };
  const proven = provenAt === null ? 'none was ever restored by a drill' : `proven ${daysSince(provenAt)}`;
  const open = backups.recipient === null ? '; not encrypted, since BACKUP_RECIPIENT is not set' : '';
  return { subject, problem: null, note: `the last one was made ${daysSince(madeAt)}, ${proven}${open}` };
}

async function examine(database: Examined): Promise<Verdict> {
  if (!(await database.whole())) return { problem: 'the file is damaged', cure: 'restore a backup' };
  const pending = await database.pending();
  const problem = pending.length > 0 ? `${pending.length} migrations are pending` : null;
  return { problem, cure: 'npm run socle -- migrate' };
}

/** Looks at a database that exists; `further` looks at what is in it, once it is whole and up to date. */
async function checkDatabase<Opened extends Examined>(
  subject: string,
  { file, setting }: { file: string; setting: string },
  open: () => Promise<Opened> | Opened,
  further: (database: Opened) => Promise<Finding[]>,
): Promise<Finding[]> {
  if (!existsSync(file)) return [{ subject, problem: null, note: madeAtTheFirstStart }];
  try {
    const database = await open();
    try {
      const finding = { subject, ...(await examine(database)) };
      return finding.problem ? [finding] : [finding, ...(await further(database))];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [{ subject, problem: (error as Error).message, cure: `check ${setting} and the rights of its folder` }];
  }
}

/** The vault opens with the keys that are there. */
async function checkVaultKeys(vault: OpenStore, { keysDir }: Settings): Promise<Finding[]> {
  const subject = 'master keys';
  try {
    const masterKeys = openMasterKeys(keysDir);
    if (await knowsMasterKey(vault.reader)) await checkMasterKeys({ vault, masterKeys });
    return [];
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return [{ subject, problem: error.message, cure: error.cure }];
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

const lineOf = ({ subject, problem, cure = '', note }: Finding): string =>
  problem ? `✗ ${subject}: ${problem}. To do: ${asTypedHere(cure)}` : `✓ ${subject}${note ? `: ${note}` : ''}`;

async function doctor(): Promise<void> {
  const settings = settingsOrFail();
  say('✓ settings');
  const { databaseFile, vaultFile } = settings;
  const main = { file: databaseFile, setting: 'DATABASE_URL' };
  const vault = { file: vaultFile, setting: 'VAULT_DATABASE_URL' };
  const findings = [
    checkFolder(settings),
    checkKeys(settings),
    ...(await checkDatabase(
      'database',
      main,
      () => openMain(settings, quietLog()),
      async (database) => [await checkBackups(settings, database)],
    )),
    ...(await checkDatabase(
      'vault',
      vault,
      () => openVault(settings, quietLog()),
      (store) => checkVaultKeys(store, settings),
    )),
    checkClock(),
  ];
  for (const finding of findings) say(lineOf(finding));
  if (findings.some(({ problem }) => problem)) process.exitCode = 1;
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say what is wrong with settings, keys, databases, backups, disk or clock, and what to do')
    .action(doctor);
}
