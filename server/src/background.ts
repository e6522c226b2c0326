import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { Job, JobHandlers } from '#kernel/jobs.js';
import type { Module } from '#kernel/module.js';
import type { Database } from '#platform/database/database.js';
import type { FileStore } from '#platform/files/store.js';
import { Claims } from '#platform/jobs/claims.js';
import type { JobQueue } from '#platform/jobs/queue.js';
import { Worker } from '#platform/jobs/worker.js';
import type { Metrics } from '#platform/telemetry/metrics.js';

const tidyMs = 10 * 60_000;

/** What is done behind the requests. */
export interface Background {
  /** From now on jobs are done as they come, and what has had its time is removed. */
  start(): void;
  /** Does what is due now, whether or not it was started. */
  finish(): Promise<void>;
  /** Removes what has had its time. */
  tidy(): Promise<void>;
  /** Begins nothing more; what cannot be ended is given back. */
  stop(): Promise<void>;
}

export interface BackgroundParts {
  readonly house: House;
  readonly modules: readonly Module[];
  readonly database: Database;
  readonly jobs: JobQueue;
  readonly files: FileStore;
  readonly metrics: Metrics;
}

function handlersOf({ house, modules }: BackgroundParts): JobHandlers {
  const all = modules.flatMap((module) => Object.entries(module.jobs?.(house) ?? {}));
  const handlers = Object.fromEntries(all);
  if (Object.keys(handlers).length < all.length) throw new Error('two modules do jobs of the same kind');
  return handlers;
}

/** Jobs come into the house as its own service, with no scope: what a handler may do, its module decides (house.md, section 5). */
const opener =
  (house: House) =>
  ({ kind }: Job, signal: AbortSignal) =>
    house.open({ requestId: newId(), identity: { kind: 'service', name: `job:${kind}`, scopes: new Set() }, signal });

/** Joins the jobs of the modules with what does them. */
export function createBackground(parts: BackgroundParts): Background {
  const { database, files, house, jobs, metrics } = parts;
  const { log, ports } = house;
  const handlers = handlersOf(parts);
  const claims = new Claims(database, ports.clock, Object.keys(handlers));
  const count = (kind: string, outcome: string): void => metrics.countJob(kind, outcome);
  const worker = new Worker({ claims, log, open: opener(house), count }, handlers);
  jobs.employ(worker);

  const tidy = async (): Promise<void> => {
    await claims.prune();
    await files.tidy();
  };
  let timer: NodeJS.Timeout | undefined;
  const tidyQuietly = (): void =>
    void tidy().catch((error: unknown) => log.warn({ event: 'tidying.failed', err: error }, 'nothing was tidied up'));

  return {
    start() {
      worker.start();
      tidyQuietly();
      timer = setInterval(tidyQuietly, tidyMs);
      timer.unref();
    },
    finish: () => worker.finish(),
    tidy,
    stop() {
      clearInterval(timer);
      return worker.stop();
    },
  };
}
