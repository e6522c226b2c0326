import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { EventName } from '#kernel/events.js';
import type { Database, NewRow } from '#platform/database/database.js';
import { beforeTheFirst, type Chain, type Row } from '#platform/journal/chain.js';

/** Everybody's password; the house is for measuring. */
const password = 'a long walk to the quarry';

const dayMs = 86_400_000;
const joinedWithinMs = 730 * dayMs;
const seenWithinMs = 60 * dayMs;
const oneInSuspended = 1_000;

/** The pseudo of the nth person, from 1. */
const pseudoOf = (n: number): string => `person-${String(n).padStart(7, '0')}`;

/** A spread over 0 to 1 that looks random and is the same at every run. */
const spread = (n: number): number => ((n * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;

/** A house to fill. */
export interface EmptyHouse {
  readonly house: House;
  readonly database: Database;
  readonly chain: Chain;
}

/** Everybody there is: what is true of the nth follows from n alone, so that nothing has to be remembered. */
class Crowd {
  constructor(
    private readonly house: House,
    private readonly people: number,
    private readonly passwordHash: string,
    private readonly now: number,
  ) {}

  #joinedMs(n: number): number {
    return this.now - joinedWithinMs + Math.floor((n / this.people) * (joinedWithinMs - dayMs));
  }

  #seenMs(n: number): number {
    return Math.max(this.#joinedMs(n), this.now - Math.floor(spread(n) * seenWithinMs));
  }

  /** An id like those of UUIDv7, of this time. */
  #id(ms: number, kind: 'a' | 'b', n: number): string {
    const time = ms.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-700${kind}-8000-${n.toString(16).padStart(12, '0')}`;
  }

  #userId(n: number): string {
    return this.#id(this.#joinedMs(n), 'a', n);
  }

  #sessionId(n: number): string {
    return this.#id(this.#seenMs(n), 'b', n);
  }

  /** Accounts, passwords, and a session each. */
  *rows(): Generator<NewRow> {
    for (let n = 1; n <= this.people; n += 1) yield* this.#rowsOf(n);
  }

  *#rowsOf(n: number): Generator<NewRow> {
    const [id, pseudo] = [this.#userId(n), pseudoOf(n)];
    const [joined, seen] = [this.#joinedMs(n), this.#seenMs(n)].map((ms) => this.#instant(ms));
    const suspended = n % oneInSuspended === 0;
    const user = {
      id,
      created_at: joined,
      updated_at: joined,
      pseudo,
      pseudo_key: pseudo,
      email: `${pseudo}@example.org`,
      email_key: `${pseudo}@example.org`,
      email_verified: 1,
      bio: null,
      locale: n % 3 === 0 ? 'FR' : 'EN',
      role: n === 1 ? 'admin' : 'member',
      status: suspended ? 'SUSPENDED' : 'ACTIVE',
      suspension_reason: suspended ? 'Asked for a pause.' : null,
      last_seen_at: seen,
    };
    yield { table: 'user', row: user };
    for (const word of pseudo.split('-')) yield { table: 'pseudo_word', row: { user_id: id, word } };
    yield { table: 'credential', row: { user_id: id, password_hash: this.passwordHash, changed_at: joined } };
    yield { table: 'session', row: { ...this.#session(n), ended_at: suspended ? seen : null } };
  }

  #session(n: number): Record<string, unknown> {
    const id = this.#sessionId(n);
    const seenMs = this.#seenMs(n);
    const seen = this.#instant(seenMs);
    const { absoluteTtlMs, idleTtlMs } = this.house.settings.sessions;
    return {
      id,
      created_at: seen,
      updated_at: seen,
      user_id: this.#userId(n),
      device_name: 'Firefox on Linux',
      ip_address: '203.0.113.7',
      sealed_key: this.house.ports.sealer.seal(Buffer.alloc(32, n), `session:${id}`),
      generation: 1,
      rotated_at: seen,
      acknowledged: 0,
      min_generation: 1,
      proven_at: seen,
      last_used_at: seen,
      idle_expires_at: this.#instant(seenMs + idleTtlMs),
      expires_at: this.#instant(seenMs + absoluteTtlMs),
      end_reason: n % oneInSuspended === 0 ? 'revoked' : null,
    };
  }

  /** What the journal says of them all, in the order of time. */
  *journal(chain: Chain): Generator<NewRow> {
    for (const row of chain.extend(beforeTheFirst, this.#events()))
      yield { table: 'recorded_event', row: { ...row, at: this.#instant(row.at) } };
  }

  *#events(): Generator<Omit<Row, 'seq'>> {
    const seenAt = Float64Array.from({ length: this.people }, (_, index) => this.#seenMs(index + 1));
    const bySight = Uint32Array.from({ length: this.people }, (_, index) => index + 1);
    bySight.sort((one, other) => (seenAt[one - 1] ?? 0) - (seenAt[other - 1] ?? 0));
    let joining = 1;
    for (const n of bySight) {
      const at = this.#seenMs(n);
      for (; joining <= this.people && this.#joinedMs(joining) <= at; joining += 1)
        yield this.#event('user.registered', this.#joinedMs(joining), joining, `user:${this.#userId(joining)}`);
      yield this.#event('session.opened', at, n, `session:${this.#sessionId(n)}`);
    }
  }

  #event(type: EventName, at: number, n: number, subject: string): Omit<Row, 'seq'> {
    const nobody = { concerns_id: null, network: null };
    const actor = { actor_id: this.#userId(n), subject };
    return { id: newId(), type, outcome: 'SUCCESS', at, ...actor, ...nobody, request_id: 'seed', facts: '{}' };
  }

  #instant(ms: number): unknown {
    return this.house.ports.reader.instant(new Date(ms));
  }
}

/** What a house for measuring was given. */
export interface ScaleHouse {
  readonly administrator: string;
  readonly password: string;
  readonly seconds: number;
}

/** Fills an empty house with as many people as are asked for, past the services: all of them, or none. */
export async function seedScale({ house, database, chain }: EmptyHouse, people: number): Promise<ScaleHouse> {
  const started = performance.now();
  const passwordHash = await house.ports.hasher.hash(password);
  const crowd = new Crowd(house, people, passwordHash, house.ports.clock.now().getTime());
  const everything = function* (): Generator<NewRow> {
    yield* crowd.rows();
    yield* crowd.journal(chain);
  };
  database.load(everything());
  return { administrator: pseudoOf(1), password, seconds: Math.round((performance.now() - started) / 1000) };
}
