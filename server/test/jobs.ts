import { afterEach, beforeEach, describe } from 'vitest';
import { newId } from '#kernel/entity.js';
import type { Unit } from '#kernel/context.js';
import type { Job, JobHandler, JobHandlers, NewJob } from '#kernel/jobs.js';
import type { Jobs } from '#kernel/ports.js';
import { Claims } from '#platform/jobs/claims.js';
import { JobQueue } from '#platform/jobs/queue.js';
import { Worker } from '#platform/jobs/worker.js';
import { openTestHouse, type TestHouse } from './house.js';

/** Jobs of a test's own in a house, and whoever does them. */
interface Workshop {
  readonly jobs: Jobs;
  readonly worker: Pick<Worker, 'finish' | 'start' | 'stop'>;
}

/** What every driver of the port has to do; each opens a process of its own on the house's database. */
interface JobsDriver {
  readonly name: string;
  open(house: TestHouse, handlers: JobHandlers): Workshop;
}

const table: JobsDriver = {
  name: 'the job table',
  open({ app: { house, database }, clock }, handlers) {
    const jobs = new JobQueue(database.reader);
    const claims = new Claims(database, clock, Object.keys(handlers));
    const open = ({ kind }: Job, signal: AbortSignal) =>
      house.open({ requestId: newId(), identity: { kind: 'service', name: kind, scopes: new Set() }, signal });
    const worker = new Worker({ claims, log: house.log, open, count: () => undefined }, handlers);
    jobs.employ(worker);
    return { jobs, worker };
  },
};

/** Every driver that there is. */
const drivers: readonly JobsDriver[] = [table];

export const aJob = (overrides: Partial<NewJob> = {}): NewJob => ({
  kind: 'planted',
  payload: {},
  ownerId: null,
  ...overrides,
});

/** A change of the house's own, as a module makes one. */
export const changing = <T>({ app }: TestHouse, work: (unit: Unit) => Promise<T>): Promise<T> =>
  app.house.open({ requestId: newId() }).change(work);

/** A handler that a test holds up and lets go. */
export function heldUp(): { readonly handler: JobHandler; readonly begun: Promise<AbortSignal>; letGo(): void } {
  const begun = Promise.withResolvers<AbortSignal>();
  const gate = Promise.withResolvers<void>();
  const handler: JobHandler = async ({ context: { signal } }) => {
    begun.resolve(signal);
    signal.addEventListener('abort', () => gate.reject(new Error('cut short')));
    await gate.promise;
    return async () => ({});
  };
  return { handler, begun: begun.promise, letGo: () => gate.resolve() };
}

/** Where jobs are tested: a house, and one process on it or several. */
export interface Bench {
  readonly house: TestHouse;
  /** One more process, which does these kinds of job. */
  open(handlers: JobHandlers): Workshop;
  change<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** A job that nobody hears of before they look. */
  enqueue(overrides?: Partial<NewJob>): Promise<Job>;
  /** The job as it is now. */
  now(job: Job): Promise<Job>;
}

/** Plays the same tests over every driver of the port, each in a house of its own. */
export function overEveryDriver(play: (bench: Bench) => void): void {
  describe.each(drivers)('$name', (driver) => {
    let house: TestHouse;
    beforeEach(async () => {
      house = await openTestHouse();
    });
    afterEach(() => house.close());

    play({
      get house() {
        return house;
      },
      open: (handlers) => driver.open(house, handlers),
      change: (work) => changing(house, work),
      enqueue: (overrides) => changing(house, (unit) => house.app.house.ports.jobs.enqueue(unit, aJob(overrides))),
      async now({ id }) {
        const job = await house.app.house.ports.jobs.find(id);
        if (!job) throw new Error('the job is gone');
        return job;
      },
    });
  });
}
