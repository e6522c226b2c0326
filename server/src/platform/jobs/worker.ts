import type { JobHandlers } from '#kernel/jobs.js';
import { Attempt, type AttemptParts } from './attempt.js';
import type { Hands } from './queue.js';

/** How many jobs this process does at once: one that is long does not hold up the others. */
const slots = 2;
const lookMs = 1_000;

interface Running {
  readonly attempt: Attempt;
  readonly over: Promise<void>;
}

/** Does the jobs of this process: at once where they were enqueued here, within a second where another process did so. */
export class Worker implements Hands {
  readonly #running = new Map<string, Running>();
  #timer: NodeJS.Timeout | undefined;
  #state: 'resting' | 'working' | 'stopped' = 'resting';
  #looking = Promise.resolve();

  constructor(
    private readonly parts: AttemptParts,
    private readonly handlers: JobHandlers,
  ) {}

  start(): void {
    this.#state = 'working';
    this.wake();
  }

  wake(): void {
    if (this.#state === 'working') this.#plan(0);
  }

  drop(id: string): void {
    this.#running.get(id)?.attempt.stop('dropped');
  }

  /** Works until nothing is due any more; for whoever wants it done now. */
  async finish(): Promise<void> {
    do {
      await this.#look();
      await Promise.all([...this.#running.values()].map(({ over }) => over));
      await this.#look();
    } while (this.#running.size > 0);
  }

  /** Begins nothing more, and gives back what cannot be ended any more. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    clearTimeout(this.#timer);
    await this.#looking;
    for (const { attempt } of this.#running.values()) attempt.stop('stopping');
    await Promise.all([...this.#running.values()].map(({ over }) => over));
  }

  #plan(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#look().then(() => this.#planNext());
    }, afterMs);
    this.#timer.unref();
  }

  /** Unless somebody was woken meanwhile. */
  #planNext(): void {
    if (this.#state === 'working' && this.#timer === undefined) this.#plan(lookMs);
  }

  /** One look after the other: two at once would fill the same slots twice. */
  #look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#fill());
    return this.#looking;
  }

  async #fill(): Promise<void> {
    try {
      while (this.#state !== 'stopped' && this.#running.size < slots) {
        const job = await this.parts.claims.next();
        const handler = job && this.handlers[job.kind];
        if (!handler) return;
        const attempt = new Attempt(this.parts, job, handler);
        const over = attempt.play().finally(() => {
          this.#running.delete(job.id);
          this.wake();
        });
        this.#running.set(job.id, { attempt, over });
      }
    } catch (error) {
      this.parts.log.warn({ event: 'jobs.unread', err: error }, 'the jobs could not be looked at');
    }
  }
}
