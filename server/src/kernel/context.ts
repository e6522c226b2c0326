import type { EntityManager } from '@mikro-orm/core';
import type { AccessRules } from './access.js';
import type { EventName, NewEntry, Occurrence } from './events.js';
import type { Identity } from './identity.js';
import type { PersonalData } from './personal.js';
import type {
  Clock,
  ErasureLedger,
  Files,
  Hasher,
  Jobs,
  Journal,
  Limiter,
  Logger,
  Mailer,
  MasterKeys,
  Reader,
  Scrubbed,
  Sealer,
  SecretCookie,
  Signer,
  Store,
  Writer,
} from './ports.js';

/** The services of all modules; each module adds its own by declaration merging in its index. */
export interface Services {}

/** The settings of all modules, by module; each module adds its own by declaration merging in its index. */
export interface ModuleSettings {}

/** The ports that outlive a request. */
export interface Ports {
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly signer: Signer;
  readonly sealer: Sealer;
  readonly limiter: Limiter;
  readonly mailer: Mailer;
  readonly reader: Reader;
  readonly journal: Journal;
  readonly main: Scrubbed;
  readonly vault: Store;
  readonly masterKeys: MasterKeys;
  readonly erasures: ErasureLedger;
  /** What seals with a key; its bytes may be overwritten afterwards. */
  readonly sealerOf: (key: Buffer) => Sealer;
  readonly jobs: Jobs;
  readonly files: Files;
}

/** Facts about this instance that more than one module needs. */
export interface InstanceFacts {
  readonly version: string;
  /** PUBLIC_URL without a trailing slash. */
  readonly publicUrl: string;
  /** How often a backup is to be made; null where nobody said so. */
  readonly backupEveryMs: number | null;
}

/** One transaction: load, decide, change, record; committed once, at the end (house.md, section 5). */
export interface Unit {
  readonly em: EntityManager;
  /** For what is done too often to load an entity for it (house.md, section 12). */
  readonly sql: Writer;
  readonly now: Date;
  record(type: EventName, occurrence?: Occurrence): NewEntry;
  /** Records what another database has promised already: under the same id, of the same time. */
  recordAgain(entry: NewEntry): void;
  /** Done last, when nothing but the commit itself can fail any more: what it commits elsewhere is final. */
  beforeCommit(step: () => Promise<void>): void;
  /** Done once the transaction is committed, and only then. */
  afterCommit(step: () => void): void;
}

/** What is left of a transaction once nothing more can be recorded in it. */
export type EndingUnit = Pick<Unit, 'sql' | 'afterCommit'>;

/** Runs `work` in a writing transaction; listeners hear of its facts only after the commit. */
export type Change = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>;

/** Where a request came from. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
}

/** What the whole house shares, also outside requests. */
export interface House {
  readonly instance: InstanceFacts;
  readonly settings: ModuleSettings;
  readonly ports: Ports;
  /** Who may reach which field. */
  readonly access: AccessRules;
  /** What is said of everything that the house keeps of people. */
  readonly personal: readonly PersonalData[];
  readonly log: Logger;
  /** Tells the person who starts the server something that they must act on. */
  announce(message: string): void;
  /** A context for a request, or, with what is left out, for the house's own work. */
  open(origin: Partial<Origin> & { requestId: string }): Context;
}

/** Why `signal` was aborted, where an operation took longer than it may: its changes are undone. */
export const timeIsUp = Symbol('time is up');

/** What distinguishes one context from the next. */
export interface Origin {
  readonly requestId: string;
  readonly identity: Identity;
  readonly client: Client;
  /** Aborted where nobody waits for the answer any more: the client left, or the time is up (catalogue G12). */
  readonly signal: AbortSignal;
  readonly refreshCookie: SecretCookie;
  /** Tells a browser in which somebody has signed in before (OWASP, device cookies). */
  readonly deviceCookie: SecretCookie;
}

/** What one request carries. Frozen; below it nobody sees a header, a cookie or a token. */
export interface Context extends Origin {
  /** A logger that writes the request's id into each line. */
  readonly log: Logger;
  readonly instance: InstanceFacts;
  readonly settings: ModuleSettings;
  readonly ports: Ports;
  readonly access: AccessRules;
  readonly services: Services;
  readonly change: Change;
}
