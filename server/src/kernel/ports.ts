import type { EndingUnit, Unit } from './context.js';
import type { FileLink, FileNote, StoredFile, TakeLimits, TakenContent } from './files.js';
import type { Job, NewJob } from './jobs.js';

/** Where the time comes from; tests bring their own. */
export interface Clock {
  now(): Date;
}

/**
 * Password hashing (security.md 3.2): argon2id behind a bounded queue. Throws UNAVAILABLE when that is full, and where
 * `signal` is aborted while waiting; what has begun is finished (catalogue A2).
 */
export interface Hasher {
  hash(password: string, signal?: AbortSignal): Promise<string>;
  /** Compares with `stored`; with null it spends the same work on a dummy and answers false (catalogue C1, C3). */
  verify(stored: string | null, password: string, signal?: AbortSignal): Promise<boolean>;
  /** True where the stored hash was made with weaker parameters than today's (catalogue C20). */
  isOutdated(stored: string): boolean;
}

/** What an access token says (RFC 9068, with the session and its generation). */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly generation: number;
  readonly scopes: readonly string[];
  readonly provenAt: Date;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Signs and verifies access tokens. */
export interface Signer {
  sign(claims: AccessClaims): string;
  /** The claims of a token that is ours and still valid; 'expired' or 'invalid' otherwise. */
  verify(token: string, now: Date): AccessClaims | 'expired' | 'invalid';
  /** A detached signature of a document (RFC 7515, appendix F), which no token is ever taken for. */
  attest(document: Uint8Array): string;
  /** The public keys as a JWK set (RFC 7517). */
  publicKeys(): { readonly keys: readonly object[] };
}

/** Encrypts small secrets at rest, bound to their place by `context` (catalogue V1). */
export interface Sealer {
  seal(secret: Buffer, context: string): Buffer;
  unseal(sealed: Buffer, context: string): Buffer;
}

/** Counts tries per key; both drivers (memory, Redis) share this face. */
export interface Limiter {
  /** Takes one try; answers the seconds to wait where none is left, otherwise null. */
  take(key: string, allowance: Allowance): Promise<number | null>;
  /**
   * Reserves a guess before its secret is looked at, so that no more are evaluated than the rule allows, however many
   * come at once (catalogue C6). Waits while guesses in flight may still turn out right (catalogue C7); RATE_LIMITED
   * where the rule says so, UNAVAILABLE after two seconds of waiting.
   */
  reserve(key: string, rule: GuessRule): Promise<Guess>;
  /** Forgets the wrong guesses of a key. */
  forget(key: string): void;
}

/** A guess in flight; settle it once. */
export interface Guess {
  /** `wrong` counts; `right` ends a row of wrong ones; `void` never happened. */
  settle(outcome: 'right' | 'wrong' | 'void'): void;
}

/** How many wrong guesses are allowed. */
export type GuessRule =
  | { readonly kind: 'window'; readonly tries: number; readonly perSeconds: number }
  | {
      readonly kind: 'patience';
      /** Wrong guesses without any wait. */
      readonly free: number;
      /** The waits after those, in seconds; the last one is that of every further guess. */
      readonly waits: readonly number[];
      /** After this many in a row, nothing more until they are forgotten. */
      readonly stopAt: number;
      /** A row ends by itself after this long without another wrong guess, in seconds. */
      readonly forgottenAfter: number;
    };

export interface Allowance {
  readonly tries: number;
  readonly perSeconds: number;
}

/** Reads without hydration, for what every request and every list does (house.md, section 12). */
export interface Reader {
  one<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row | undefined>;
  all<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** A parameter's form for an instant in this database. */
  instant(date: Date): unknown;
}

/** Statements of a transaction, each prepared once. What entities have changed is not seen before it is flushed. */
export interface Writer extends Reader {
  run(sql: string, parameters: readonly unknown[]): Promise<void>;
}

/** A database that keeps nothing of what was deleted. */
export interface Scrubbed {
  /** Takes out of the files what was deleted or replaced: now, or as soon as nobody reads it any more. */
  scrub(): void;
  /** The same within seconds, once for many changes. */
  scrubSoon(): void;
}

/** A database beside the main one, for the vault: statements only, no entities. */
export interface Store extends Scrubbed {
  readonly reader: Reader;
  /** Runs `work` in a writing transaction, one after the other; what it throws undoes everything. */
  transact<T>(work: (sql: Writer) => Promise<T>): Promise<T>;
}

/** The keys that wrap the keys of people: files, numbered in the order in which they were made. */
export interface MasterKeys {
  /** The versions whose files are here, oldest first. */
  versions(): readonly number[];
  /** What seals with the key of that version; null where its file is not here. */
  sealerOf(version: number): Sealer | null;
  /** Where the key of that version is, or ought to be. */
  fileOf(version: number): string;
}

/** Everybody who was erased. */
export interface Erased {
  has(userId: string): boolean;
  /** True where there is an entry with this mark. */
  knows(mark: string): boolean;
}

/**
 * Who was erased, kept apart from the databases, so that restoring an older one brings nobody back (catalogue V6). It
 * holds keyed hashes, no personal data. Throws an OperatorError where an entry was not made with this instance's key.
 */
export interface ErasureLedger {
  /** Keeps that whoever had this id was erased; on the disk when it returns. Answers the entry's mark. */
  add(userId: string, at: Date): string;
  /** The mark of the newest entry; null where nobody was ever erased. */
  newest(): string | null;
  read(): Promise<Erased>;
}

/** The structured logger (pino's face, as far as modules need it). */
export interface Logger {
  info(facts: object, message?: string): void;
  warn(facts: object, message?: string): void;
  error(facts: object, message?: string): void;
}

/** How a secret travels in a browser: an HttpOnly cookie that scripts never see. */
export interface SecretCookie {
  /** What the browser sent; undefined where nothing came or the request came from another site. */
  read(): string | undefined;
  keep(secret: string, expiresAt: Date): void;
  forget(): void;
}

/** A message to a person. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Brings messages to people; without a mail server, into the outbox folder. */
export interface Mailer {
  send(letter: Letter): Promise<void>;
}

/** What is wrong with the journal, and from which entry to which; `id` is the first entry that is there and does not hold. */
export interface JournalFault {
  readonly kind: 'entry_changed' | 'entries_missing' | 'newest_missing' | 'sealed_anew' | 'checkpoint_changed';
  readonly id: string | null;
  readonly from: number;
  readonly to: number;
}

/** What came of walking the journal's chain. */
export interface JournalVerification {
  readonly checkedEvents: number;
  /** Signed by keys that this instance does not have any more. */
  readonly uncheckedCheckpoints: number;
  readonly fault: JournalFault | null;
}

/** The journal as a whole; single entries are read like any other rows. */
export interface Journal {
  /** Walks the chain; those who ask while a walk is under way share it. */
  verify(): Promise<JournalVerification>;
}

/** Work in the background. Both drivers (a table, a queue beside it) share this face; the row is the truth. */
export interface Jobs {
  /** In the caller's transaction; where a job of the same key is under way, it answers that one. */
  enqueue(unit: Unit, job: NewJob): Promise<Job>;
  find(id: string): Promise<Job | null>;
  /** The newest job of a kind that was done for somebody, as long as it is remembered. */
  newest(kind: string, ownerId: string): Promise<Job | null>;
  /** Ends a job wherever it is, with the caller's transaction; false where it has ended already. */
  cancel(unit: Unit, id: string): Promise<boolean>;
  /** Ends and forgets whatever is done for somebody who is deleted. */
  forget(unit: EndingUnit, ownerId: string): Promise<void>;
}

/** Files that are kept for a while, sealed on disk. */
export interface Files {
  /** Seals content onto the disk; aborted, or PAYLOAD_TOO_LARGE, it leaves nothing. */
  take(content: AsyncIterable<Uint8Array>, limits: TakeLimits): Promise<TakenContent>;
  /** Keeps it, in the caller's transaction. */
  keep(unit: Unit, content: TakenContent, note: FileNote): Promise<StoredFile>;
  /** Null where it has expired, or where its content is lost: a restore brings no content that passes. */
  find(id: string): Promise<StoredFile | null>;
  linkTo(file: StoredFile): FileLink;
  /** Removes the files of somebody who is deleted. */
  forget(unit: EndingUnit, ownerId: string): Promise<void>;
}
