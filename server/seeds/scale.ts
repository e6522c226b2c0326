import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { EventName } from '#kernel/events.js';
import type { Database, NewRow } from '#platform/database/database.js';

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

interface Scale {
  readonly house: House;
  readonly people: number;
  readonly passwordHash: string;
  readonly now: number;
}

/** All that there is of the nth person: account, password, one session, and what the journal says of them. */
function* rowsOf(n: number, { house, people, passwordHash, now }: Scale): Generator<NewRow> {
  const { reader, sealer } = house.ports;
  const instant = (ms: number): unknown => reader.instant(new Date(ms));
  const [id, pseudo] = [newId(), pseudoOf(n)];
  const joinedMs = now - joinedWithinMs + Math.floor((n / people) * (joinedWithinMs - dayMs));
  const seenMs = Math.max(joinedMs, now - Math.floor(spread(n) * seenWithinMs));
  const [joined, seen] = [instant(joinedMs), instant(seenMs)];
  const suspended = n % oneInSuspended === 0;
  const dates = { created_at: joined, updated_at: joined };
  const user = {
    id,
    ...dates,
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
  yield { table: 'credential', row: { user_id: id, password_hash: passwordHash, changed_at: joined } };
  const sessionId = newId();
  const { absoluteTtlMs, idleTtlMs } = house.settings.sessions;
  const session = {
    id: sessionId,
    created_at: seen,
    updated_at: seen,
    user_id: id,
    device_name: 'Firefox on Linux',
    ip_address: '203.0.113.7',
    sealed_key: sealer.seal(Buffer.alloc(32, n), `session:${sessionId}`),
    generation: 1,
    rotated_at: seen,
    acknowledged: 0,
    min_generation: 1,
    proven_at: seen,
    last_used_at: seen,
    idle_expires_at: instant(seenMs + idleTtlMs),
    expires_at: instant(seenMs + absoluteTtlMs),
    ended_at: suspended ? seen : null,
    end_reason: suspended ? 'revoked' : null,
  };
  yield { table: 'session', row: session };
  yield eventRow('user.registered', joined, id, `user:${id}`);
  yield eventRow('session.opened', seen, id, `session:${sessionId}`);
}

function eventRow(type: EventName, at: unknown, actor: string, subject: string): NewRow {
  const row = { id: newId(), type, outcome: 'SUCCESS', at, actor_id: actor, subject, request_id: 'seed', facts: '{}' };
  return { table: 'recorded_event', row };
}

function* rowsOfPeople(scale: Scale): Generator<NewRow> {
  for (let n = 1; n <= scale.people; n += 1) yield* rowsOf(n, scale);
}

/** What a house for measuring was given. */
export interface ScaleHouse {
  readonly administrator: string;
  readonly password: string;
  readonly seconds: number;
}

/** Fills an empty house with as many people as are asked for, past the services: all of them, or none. */
export async function seedScale(house: House, database: Database, people: number): Promise<ScaleHouse> {
  const started = performance.now();
  const passwordHash = await house.ports.hasher.hash(password);
  database.load(rowsOfPeople({ house, people, passwordHash, now: house.ports.clock.now().getTime() }));
  return { administrator: pseudoOf(1), password, seconds: Math.round((performance.now() - started) / 1000) };
}
