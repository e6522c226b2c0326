import { LRUCache } from 'lru-cache';
import type { Ports } from '#kernel/context.js';
import type { RecordedFact } from '#kernel/events.js';
import { findAccess } from './role.views.js';

const remembered = 50_000;

const userEvents = new Set<string>([
  'user.role_changed',
  'user.scope_granted',
  'user.scope_revoked',
  'user.suspended',
  'user.reinstated',
  'user.deleted',
]);

/** A proof that a request has shown, with what its user may do. */
export interface Known<Proof> {
  readonly proof: Proof;
  /** Null where the user may not come in. */
  readonly access: { readonly role: string; readonly scopes: ReadonlySet<string> } | null;
  /** When a grant ends, and the scopes must be read anew. */
  readonly until: Date | null;
}

/** How the proofs of one kind are read, and which of them may be remembered. */
interface ProofSource<Proof> {
  find(key: string): Promise<Proof | null>;
  isLasting(proof: Proof): boolean;
}

/**
 * The proofs that requests have shown lately, so that no request needs the database to know whose they are and what that
 * person may do. Facts of the journal, from this process and from others, make it forget what changed (promise M2).
 */
export class LiveAccess<Proof extends { readonly userId: string }> {
  readonly #known = new LRUCache<string, Known<Proof>>({ max: remembered });
  readonly #noting = new Map<string, Promise<Known<Proof>>>();
  #forgotten = 0;

  constructor(
    private readonly ports: Pick<Ports, 'clock' | 'reader'>,
    private readonly source: ProofSource<Proof>,
  ) {}

  /** The proof of that key; null where there is none. */
  async find(key: string): Promise<Known<Proof> | null> {
    return this.#remembered(key) ?? (await this.#load(key));
  }

  /** Forgets what a fact about a person or a role made untrue; the next request reads it anew. */
  hear({ type, subject }: RecordedFact): void {
    if (type === 'role.changed') this.forget(() => true);
    else if (userEvents.has(type)) this.forget((_key, { userId }) => subject === `user:${userId}`);
  }

  /** Forgets the proof of one key, or those that are meant. */
  forget(which: string | ((key: string, proof: Proof) => boolean)): void {
    this.#forgotten += 1;
    if (typeof which === 'string') this.#known.delete(which);
    else for (const [key, { proof }] of this.#known.entries()) if (which(key, proof)) this.#known.delete(key);
  }

  /** Writes something down about a proof: once for the requests that come together, and remembered. */
  note(key: string, known: Known<Proof>, what: string, write: () => Promise<Proof>): Promise<Known<Proof>> {
    const place = `${key}/${what}`;
    let noting = this.#noting.get(place);
    if (!noting) {
      noting = this.#note(key, known, write).finally(() => this.#noting.delete(place));
      this.#noting.set(place, noting);
    }
    return noting;
  }

  async #note(key: string, known: Known<Proof>, write: () => Promise<Proof>): Promise<Known<Proof>> {
    const noted = { ...known, proof: await write() };
    // What was forgotten or read anew meanwhile must not be overwritten by what this request knew before.
    if (this.#known.get(key) === known) this.#known.set(key, noted);
    return noted;
  }

  #remembered(key: string): Known<Proof> | undefined {
    const known = this.#known.get(key);
    return known?.until && known.until <= this.ports.clock.now() ? undefined : known;
  }

  /** Reads again where something was forgotten meanwhile: a stale answer must not be kept. */
  async #load(key: string): Promise<Known<Proof> | null> {
    const before = this.#forgotten;
    const { clock, reader } = this.ports;
    const proof = await this.source.find(key);
    if (!proof) return null;
    const held = await findAccess(reader, proof.userId, clock.now());
    const access = held?.status === 'ACTIVE' ? { role: held.role, scopes: new Set(held.scopes) } : null;
    if (before !== this.#forgotten) return this.#load(key);
    const known = { proof, access, until: held?.until ?? null };
    if (this.source.isLasting(proof)) this.#known.set(key, known);
    return known;
  }
}
