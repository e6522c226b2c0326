import { LRUCache } from 'lru-cache';
import type { House } from '#kernel/context.js';
import type { Facts, RecordedFact } from '#kernel/events.js';
import type { AccessClaims } from '#kernel/ports.js';
import { findAccess } from '#modules/users/index.js';
import { touchSession } from './session.store.js';
import { findLiveSession, type LiveSession } from './session.views.js';

const remembered = 50_000;
/** How stale `lastUsedAt` may be before a request notes it again. */
const touchAfterMs = 60_000;

/** A session that a request has been through, with what its user may do. */
interface Known {
  readonly session: LiveSession;
  /** Null where the user may not come in. */
  readonly access: { readonly role: string; readonly scopes: ReadonlySet<string> } | null;
  /** When a grant ends, and the scopes must be read anew. */
  readonly until: Date | null;
}

const userEvents = new Set<string>([
  'user.role_changed',
  'user.scope_granted',
  'user.scope_revoked',
  'user.suspended',
  'user.reinstated',
  'user.deleted',
]);

/** True for what makes access tokens of a session worthless before their time. */
const endsTokens = (type: string, { reason }: Facts): boolean =>
  type === 'session.ended' || (type === 'session.refreshed' && reason === 'password_proven');

/**
 * The sessions that requests have shown lately, so that no request needs the database to know that its session
 * lives. Facts of the journal, from this process and from others, make it forget what changed (promise M2).
 */
export class LiveSessions {
  readonly #known = new LRUCache<string, Known>({ max: remembered });
  readonly #touching = new Map<string, Promise<Known>>();
  #forgotten = 0;

  constructor(private readonly house: House) {}

  /** The session of these claims; null where it does not exist. */
  async find(claims: AccessClaims, requestId: string): Promise<Known | null> {
    const known = this.#remembered(claims.sessionId) ?? (await this.#load(claims.sessionId));
    if (!known || known.session.endReason) return known;
    return this.#isDue(known.session, claims.generation) ? this.#touchOnce(known, claims, requestId) : known;
  }

  /** Forgets what a fact made untrue; the next request reads it anew. */
  hear({ type, subject, facts }: RecordedFact): void {
    const [kind, id] = subject?.split(':') ?? [];
    if (!id) return;
    if (kind === 'session' && endsTokens(type, facts)) this.#forget(id);
    if (kind === 'user' && userEvents.has(type)) this.#forgetUser(id);
    if (type === 'role.changed') this.#forgetAll();
  }

  #remembered(sessionId: string): Known | undefined {
    const known = this.#known.get(sessionId);
    const now = this.house.ports.clock.now();
    return known?.until && known.until <= now ? undefined : known;
  }

  #forgetAll(): void {
    this.#forgotten += 1;
    this.#known.clear();
  }

  #forget(sessionId: string): void {
    this.#forgotten += 1;
    this.#known.delete(sessionId);
  }

  #forgetUser(userId: string): void {
    this.#forgotten += 1;
    for (const [id, { session }] of this.#known.entries()) if (session.userId === userId) this.#known.delete(id);
  }

  /** Reads again where something was forgotten meanwhile: a stale answer must not be kept. */
  async #load(sessionId: string): Promise<Known | null> {
    const before = this.#forgotten;
    const { clock, reader } = this.house.ports;
    const session = await findLiveSession(reader, sessionId);
    if (!session) return null;
    const held = await findAccess(reader, session.userId, clock.now());
    const access = held?.status === 'ACTIVE' ? { role: held.role, scopes: new Set(held.scopes) } : null;
    const known = { session, access, until: held?.until ?? null };
    if (before !== this.#forgotten) return this.#load(sessionId);
    if (!session.endReason) this.#known.set(sessionId, known);
    return known;
  }

  #isDue(session: LiveSession, generation: number): boolean {
    const idleMs = this.house.ports.clock.now().getTime() - session.lastUsedAt.getTime();
    return generation > session.acknowledged || idleMs > touchAfterMs;
  }

  /** Requests that come together note it together. */
  #touchOnce(known: Known, claims: AccessClaims, requestId: string): Promise<Known> {
    const key = `${claims.sessionId}/${claims.generation}`;
    let touching = this.#touching.get(key);
    if (!touching) {
      touching = this.#touch(known, claims, requestId).finally(() => this.#touching.delete(key));
      this.#touching.set(key, touching);
    }
    return touching;
  }

  /** Writes down that this generation arrived, and when: its predecessor is no lost response any more. */
  async #touch(known: Known, claims: AccessClaims, requestId: string): Promise<Known> {
    const context = this.house.open({ requestId });
    const acknowledged = Math.max(known.session.acknowledged, claims.generation);
    const lastUsedAt = await context.change(async (unit) => {
      await touchSession(unit.sql, claims.sessionId, acknowledged, unit.now);
      await context.services.users.seen(unit, claims.userId);
      return unit.now;
    });
    const touched = { ...known, session: { ...known.session, acknowledged, lastUsedAt } };
    // What was forgotten or read anew meanwhile must not be overwritten by what this request knew before.
    if (this.#known.get(claims.sessionId) === known) this.#known.set(claims.sessionId, touched);
    return touched;
  }
}
