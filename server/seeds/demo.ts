import type { Context, House, Unit } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { Clock } from '#kernel/ports.js';
import { people, type DemoPerson } from './people.js';

/** What a demonstration was given. */
export interface DemoHouse {
  readonly people: number;
  readonly administrator: string;
  readonly password: string;
}

/** A clock that is set by hand: the past of a demonstration happens in its order. */
export class SetClock implements Clock {
  #at = new Date();

  set(at: number): void {
    this.#at = new Date(at);
  }

  now(): Date {
    return this.#at;
  }
}

/** Something that happened at a time of the past. */
interface Act {
  readonly at: number;
  readonly happen: (context: Context) => Promise<void>;
  readonly address: string;
}

const dayMs = 86_400_000;
const devices = [
  'Firefox on Linux',
  'Chrome on Windows',
  'Safari on iPhone',
  'Chrome on Android',
  'Safari on macOS',
  'Edge on Windows',
];

/** A spread that is the same at every run, from 0 to 1, denser towards 1: more happens lately than long ago. */
const spread = (index: number): number => Math.sqrt(((index * 7919) % 1000) / 1000);

const usedSql = 'update session set last_used_at = ?, idle_expires_at = ?, expires_at = ? where id = ?';
const seenSql = 'update "user" set last_seen_at = ? where id = ?';

/** One person's past: they join, use one to three devices, and some are suspended in the end. */
class Past {
  #id = '';
  readonly #joinedAt: number;

  constructor(
    private readonly person: DemoPerson,
    private readonly index: number,
    private readonly passwordHash: string,
    private readonly now: number,
  ) {
    this.#joinedAt = now - (1 - spread(index + 1)) * 88 * dayMs - 3_600_000;
  }

  *acts(): Generator<Act> {
    const address = `203.0.113.${(this.index * 37) % 254}`;
    yield { at: this.#joinedAt, happen: (context) => this.#join(context), address };
    for (let device = 0; this.index % 3 !== 2 && device <= this.index % 3; device += 1) {
      const at = this.#joinedAt + spread(this.index * 5 + device) * (this.now - this.#joinedAt);
      yield { at, happen: (context) => this.#signIn(context, device), address };
    }
    if (this.index % 41 === 20) yield { at: this.now, happen: (context) => this.#suspend(context), address };
  }

  async #join({ change, services }: Context): Promise<void> {
    await change(async (unit) => {
      const user = await services.users.create(unit, this.person);
      user.emailVerified = this.index % 9 !== 0;
      user.bio = this.person.bio;
      services.auth.keep(unit, user, this.passwordHash);
      this.#id = user.id;
      await unit.em.flush();
      await this.#seen(unit);
    });
  }

  /** A device that has been used within the last days, whenever it was signed in. */
  async #signIn({ change, services, settings }: Context, device: number): Promise<void> {
    const { absoluteTtlMs, idleTtlMs } = settings.sessions;
    const usedAgoMs = (1 - spread(this.index + device * 13)) * Math.min(this.now - this.#joinedAt, 6 * dayMs);
    await change(async (unit) => {
      const { sql } = unit;
      const { id } = await services.sessions.open(unit, this.#id, devices[(this.index + device) % devices.length]);
      const dates = [this.now - usedAgoMs, this.now + idleTtlMs, this.now + absoluteTtlMs];
      await sql.run(usedSql, [...dates.map((at) => sql.instant(new Date(at))), id]);
      await this.#seen(unit);
    });
  }

  async #suspend({ change, services }: Context): Promise<void> {
    await change(async (unit) => {
      await services.users.suspend(unit, this.#id, 'Asked for a pause.');
      await services.sessions.endAllOf(unit, this.#id);
    });
  }

  async #seen({ sql }: Unit): Promise<void> {
    const at = Math.max(this.#joinedAt, this.now - (1 - spread(this.index * 3 + 2)) * 30 * dayMs);
    await sql.run(seenSql, [sql.instant(new Date(at)), this.#id]);
  }
}

/** Somebody who mistyped a password, whoever it was. */
const failedSignIn = (now: number, index: number): Act => ({
  at: now - (1 - spread(index * 11 + 7)) * 20 * dayMs,
  happen: ({ change }) =>
    change(async (unit) => void unit.record('login.failed', { facts: { door: 'sign_in', reason: 'wrong_password' } })),
  address: `198.51.100.${(index * 53) % 254}`,
});

/** Fills an empty house with 200 believable people, one of them its administrator; all share one password. */
export async function seedDemo(house: House, clock: SetClock, password: string): Promise<DemoHouse> {
  const now = clock.now().getTime();
  const passwordHash = await house.ports.hasher.hash(password);
  const all = people();
  const acts = [
    ...all.flatMap((person, index) => [...new Past(person, index, passwordHash, now).acts()]),
    ...Array.from({ length: 45 }, (_, index) => failedSignIn(now, index)),
  ].toSorted((one, other) => one.at - other.at);
  for (const { at, happen, address } of acts) {
    clock.set(at);
    await happen(house.open({ requestId: newId(), client: { address, userAgent: '' } }));
  }
  clock.set(now);
  return { people: all.length, administrator: all[0]?.pseudo ?? '', password };
}
