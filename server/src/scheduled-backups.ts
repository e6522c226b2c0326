import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { backupTimes } from '#kernel/backup-times.js';
import { startOwnProgram } from '#platform/own-program.js';
import type { Logger } from '#platform/telemetry/log.js';
import type { App } from './app.js';
import { builtProgram } from './build-info.js';
import { ownEnvironment, type Settings } from './settings.js';

const longestLookMs = 60_000;
const nameOf = (now: Date): string => `socle-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
const isName = (name: string): boolean => /^socle-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/.test(name);

/** Removes the oldest backups of the schedule; without its manifest, one that is half removed is none. */
export function keepNewest(folder: string, count: number): void {
  const oldest = readdirSync(folder).filter(isName).toSorted().slice(0, -count);
  for (const name of oldest) {
    rmSync(join(folder, name, 'manifest.json'), { force: true });
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Makes backups by the clock, each in a process of its own: what goes wrong is logged and counted, and the house serves on. */
class Schedule {
  #timer: NodeJS.Timeout | undefined;
  #child: ReturnType<typeof startOwnProgram> | undefined;
  #failedAt = -Infinity;

  constructor(
    private readonly app: Pick<App, 'database' | 'metrics'>,
    private readonly plan: Settings['backups'] & { readonly everyMs: number },
    private readonly log: Logger,
  ) {}

  start(delayMs: number): void {
    this.#timer = setTimeout(() => {
      this.#look()
        .catch((error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)))
        .finally(() => this.#timer && this.start(Math.min(this.plan.everyMs / 10, longestLookMs)));
    }, delayMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#child?.kill();
  }

  /** Whoever made the last backup, a person or another process, the next one is due that long after it. */
  async #look(): Promise<void> {
    const { madeAt } = await backupTimes(this.app.database.reader);
    const now = Date.now();
    if (now - (madeAt?.getTime() ?? -Infinity) < this.plan.everyMs) return;
    if (now - this.#failedAt < this.plan.everyMs / 10) return;
    await this.#make(join(this.plan.folder, nameOf(new Date(now))));
  }

  async #make(folder: string): Promise<void> {
    const script = builtProgram('cli.js');
    const child = (this.#child = startOwnProgram(script, ['backup', folder], ownEnvironment()));
    const ended = once(child, 'exit') as Promise<[number | null]>;
    const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', ended]);
    this.#child = undefined;
    if (code !== 0 || !existsSync(folder)) return this.#fail(said.trim());
    keepNewest(this.plan.folder, this.plan.keep);
    this.log.info({ event: 'backup.scheduled', folder }, 'a scheduled backup was made');
  }

  #fail(reason: string): void {
    if (!this.#timer) return;
    this.#failedAt = Date.now();
    this.app.metrics.countBackupFailure();
    this.log.error({ event: 'backup.failed', reason }, 'a scheduled backup could not be made');
  }
}

/** Starts the schedule of the settings, if there is one; answers what stops it. */
export function scheduleBackups(
  app: Pick<App, 'database' | 'metrics'>,
  { backups }: Settings,
  log: Logger,
): () => void {
  const { everyMs } = backups;
  if (everyMs === null) return () => undefined;
  const schedule = new Schedule(app, { ...backups, everyMs }, log);
  schedule.start(0);
  return () => schedule.stop();
}
