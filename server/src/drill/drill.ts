import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { restoreBackup } from '#platform/backup/restore.js';
import { OperatorError } from '#kernel/operator-error.js';
import type { Logger } from '#platform/telemetry/log.js';
import { restorePlan } from '../backups.js';
import { projectRoot } from '../build-info.js';
import { readSettings, type Settings } from '../settings.js';
import { compare, look } from './asking.js';
import { makeExaminer } from './examiner.js';
import { whileServed } from './served.js';
import { inThrowAwayPlace } from './throw-away.js';

/** What a drill has shown. */
export interface Proof {
  readonly backup: string;
  readonly madeAt: string;
  readonly people: number;
  /** How many were erased since, and are not back. */
  readonly erased: number;
  readonly sessions: number;
  readonly events: number;
  readonly seconds: number;
}

/** The settings of a restored copy: its own place, no port but free ones, nothing that reaches anybody outside. */
const environmentIn = (place: string, { keysDir }: Settings) => ({
  NODE_ENV: 'production',
  PUBLIC_URL: 'http://localhost',
  DATA_DIR: place,
  KEYS_DIR: keysDir,
  PORT: '0',
  METRICS_PORT: '0',
  METRICS_TOKEN: randomBytes(16).toString('hex'),
});

/** What was restored as it was written, but does not work. */
function unusable(cause: unknown): Error {
  if (cause instanceof OperatorError) return cause;
  return new OperatorError(
    `the restored databases cannot be used: ${(cause as Error).message}`,
    'keep this backup to be looked at, and make another',
    { cause },
  );
}

/** Answers how many people are in it. */
async function examine(environment: NodeJS.ProcessEnv, settings: Settings, log: Logger): Promise<number> {
  try {
    const examiner = await makeExaminer(settings, log);
    compare(await whileServed(environment, (port) => look(port, examiner)), examiner);
    return examiner.people;
  } catch (error) {
    throw unusable(error);
  }
}

/** Restores a backup into a throw-away place, serves it, signs in and compares; throws where anything is not as it was. */
export function drill(dir: string, settings: Settings, identity: string | null, log: Logger): Promise<Proof> {
  const start = performance.now();
  return inThrowAwayPlace(settings.dataDir, async (place) => {
    const environment = environmentIn(place, settings);
    const there = readSettings(environment, projectRoot);
    const { id, madeAt, databases } = await restoreBackup(dir, restorePlan(there, identity));
    const rows = Object.assign({}, ...databases.map((database) => database.rows)) as Record<string, number>;
    const count = (table: string): number => rows[table] ?? 0;
    // A copy: what is erased again here is nothing new.
    if (existsSync(settings.erasureLedger)) copyFileSync(settings.erasureLedger, there.erasureLedger);
    const people = await examine(environment, there, log);
    const counts = {
      people,
      erased: count('user') - people,
      sessions: count('session'),
      events: count('recorded_event'),
    };
    return { backup: id, madeAt, ...counts, seconds: (performance.now() - start) / 1000 };
  });
}
