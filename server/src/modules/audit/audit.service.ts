import type { Context } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { assertActor } from '#kernel/identity.js';
import type { JournalFault, JournalVerification } from '#kernel/ports.js';
import type { AuditFault, AuditVerificationType } from './audit.type.js';

/** Enough for whoever tries something out, too little to keep the server busy. */
const walks = { tries: 20, perSeconds: 60 };
/** How long the result waits for whoever asked, where their request could not wait for it. */
const keptMs = 30_000;

const range = ({ from, to }: JournalFault): string => (from === to ? `entry ${from}` : `entries ${from} to ${to}`);

const sentences: Record<JournalFault['kind'], (fault: JournalFault) => string> = {
  entry_changed: (fault) => `The journal was changed: ${range(fault)} is not what was sealed.`,
  entries_missing: (fault) => `Missing from the journal: ${range(fault)}.`,
  newest_missing: (fault) => `The newest part of the journal is missing: ${range(fault)}.`,
  sealed_anew: (fault) => `The journal was sealed anew: ${range(fault)} cannot be what a checkpoint knows.`,
  checkpoint_changed: ({ to }) => `The checkpoint of entry ${to} is not what was signed.`,
};

/** What is wrong, in one English sentence. */
export const reasonOf = (fault: JournalFault): string => sentences[fault.kind](fault);

const shown = ({ checkedEvents, fault }: JournalVerification): AuditVerificationType => ({
  ok: fault === null,
  checkedEvents,
  firstBadId: fault?.id ?? null,
  reason: fault && reasonOf(fault),
  fault: fault && (fault.kind.toUpperCase() as AuditFault),
  fromNumber: fault?.from ?? null,
  toNumber: fault?.to ?? null,
});

interface Asked {
  readonly walk: Promise<JournalVerification>;
  endedAt?: number;
}

/** The walks whose result has not reached whoever asked for it, by person. */
const waiting = new WeakMap<Context['ports'], Map<string, Asked>>();

/** The verbs on the journal as a whole. */
export class AuditService {
  constructor(private readonly context: Context) {}

  /**
   * Walks the chain. A long walk outlives the request that asked for it (UNAVAILABLE): whoever asks again is given that
   * one's result.
   */
  async verify(): Promise<AuditVerificationType> {
    const { id } = assertActor(this.context.identity);
    const asked = this.#waiting(id) ?? this.#begin(id);
    const result = await asked.walk;
    if (!this.context.signal.aborted) this.#all.delete(id);
    return shown(result);
  }

  get #all(): Map<string, Asked> {
    const { ports } = this.context;
    const all = waiting.get(ports) ?? new Map<string, Asked>();
    waiting.set(ports, all);
    return all;
  }

  #waiting(id: string): Asked | undefined {
    const asked = this.#all.get(id);
    const now = this.context.ports.clock.now().getTime();
    return asked && now - (asked.endedAt ?? now) <= keptMs ? asked : undefined;
  }

  /** Is known at once, so that whoever asks twice at the same moment has one walk. */
  #begin(id: string): Asked {
    const { clock } = this.context.ports;
    const asked: Asked = { walk: this.#walk(id) };
    this.#all.set(id, asked);
    const end = (): void => void (asked.endedAt = clock.now().getTime());
    asked.walk.then(end, () => this.#all.delete(id));
    return asked;
  }

  async #walk(id: string): Promise<JournalVerification> {
    const { journal, limiter } = this.context.ports;
    const retryAfterS = await limiter.take(`audit:${id}`, walks);
    if (retryAfterS !== null) throw errors.RATE_LIMITED({ retryAfterS });
    return journal.verify();
  }
}
