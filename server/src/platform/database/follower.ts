import type { RecordedFact, EventName, Facts, Outcome } from '#kernel/events.js';
import type { Clock, Logger, Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';

interface EventRow {
  id: string;
  type: EventName;
  outcome: Outcome;
  at: RawInstant;
  actor_id: string | null;
  subject: string | null;
  request_id: string;
  facts: string | Facts;
}

const intervalMs = 400;
/** Rows may become visible a little after their time: each look goes back this far, and known ids are passed over. */
const overlapMs = 5_000;
const sql =
  'select id, type, outcome, at, actor_id, subject, request_id, facts from recorded_event where at > ? order by at, id';

const toFact = (row: EventRow): RecordedFact => ({
  id: row.id,
  type: row.type,
  outcome: row.outcome,
  at: toDate(row.at),
  actorId: row.actor_id,
  subject: row.subject,
  requestId: row.request_id,
  facts: typeof row.facts === 'string' ? (JSON.parse(row.facts) as Facts) : row.facts,
});

/** Follows the journal, so that this process hears within a second what another one (the command line) did. */
export class JournalFollower {
  readonly #seen = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  /** When the last look began that went well: a process that stood still goes back to there. */
  #lookedAt: number | undefined;

  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly hear: (fact: RecordedFact) => Promise<void>,
  ) {}

  /** Marks a fact of this process: it has been told already. */
  note({ id, at }: RecordedFact): void {
    this.#seen.set(id, at.getTime());
  }

  start(): void {
    this.#lookedAt ??= this.clock.now().getTime();
    this.#timer = setTimeout(() => {
      this.look()
        .catch((error: unknown) =>
          this.log.warn({ event: 'journal.unread', err: error }, 'the journal could not be read'),
        )
        .finally(() => this.#timer && this.start());
    }, intervalMs);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Tells what is new since the last look. */
  async look(): Promise<void> {
    const now = this.clock.now().getTime();
    const since = Math.min(now, this.#lookedAt ?? now) - overlapMs;
    const rows = await this.reader.all<EventRow>(sql, [this.reader.instant(new Date(since))]);
    for (const fact of rows.map(toFact).filter(({ id }) => !this.#seen.has(id))) {
      this.note(fact);
      await this.hear(fact);
    }
    this.#lookedAt = now;
    for (const [id, at] of this.#seen) if (at < since) this.#seen.delete(id);
  }
}
