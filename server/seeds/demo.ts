import { newId } from '#kernel/entity.js';
import type { Context, House, Unit } from '#kernel/context.js';
import { RecordedEvent } from '#kernel/recorded-event.entity.js';
import { User } from '#modules/users/index.js';
import { people, type DemoPerson } from './people.js';

/** What a demonstration was given. */
export interface DemoHouse {
  readonly people: number;
  readonly administrator: string;
  readonly password: string;
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

async function addPerson(context: Context, person: DemoPerson, index: number, passwordHash: string): Promise<void> {
  const { services, change } = context;
  await change(async (unit) => {
    const joinedAt = new Date(unit.now.getTime() - (1 - spread(index + 1)) * 88 * dayMs - 3_600_000);
    const user = await services.users.create(unit, { ...person, createdAt: joinedAt });
    user.emailVerified = index % 9 !== 0;
    user.bio = person.bio;
    services.auth.keep(unit, user, passwordHash);
    await unit.em.flush();
    if (index % 3 !== 2) await addSessions(context, unit, user, index);
    user.lastSeenAt = new Date(
      Math.max(joinedAt.getTime(), unit.now.getTime() - (1 - spread(index * 3 + 2)) * 30 * dayMs),
    );
    if (index % 41 === 20) {
      user.status = 'SUSPENDED';
      user.suspensionReason = 'Asked for a pause.';
      await services.sessions.endAllOf(unit, user.id);
    }
  });
}

const datesSql = 'update session set created_at = ?, last_used_at = ? where id = ?';

/** Gives a person one to three devices, signed in and used at different times since they joined. */
async function addSessions(context: Context, unit: Unit, user: User, index: number): Promise<void> {
  const sinceMs = unit.now.getTime() - user.createdAt.getTime();
  for (let device = 0; device <= index % 3; device += 1) {
    const session = await context.services.sessions.open(unit, user.id, devices[(index + device) % devices.length]);
    const createdAt = new Date(user.createdAt.getTime() + spread(index * 5 + device) * sinceMs);
    const usedAgoMs = (1 - spread(index + device * 13)) * Math.min(sinceMs, 6 * dayMs);
    const lastUsedAt = new Date(unit.now.getTime() - usedAgoMs);
    await unit.sql.run(datesSql, [unit.sql.instant(createdAt), unit.sql.instant(lastUsedAt), session.id]);
  }
}

/** Lays the sign-ins and sign-ups of a demonstration out over the last three months: everything was written just now. */
async function spreadJournal(context: Context): Promise<void> {
  await context.change(async ({ em, now }) => {
    const events = await em.find(
      RecordedEvent,
      { type: { $in: ['user.registered', 'session.opened'] } },
      { orderBy: { id: 'asc' } },
    );
    const joined = new Map((await em.findAll(User)).map(({ id, createdAt }) => [id, createdAt]));
    events.forEach((event, index) => {
      const since = joined.get(event.actorId ?? '') ?? now;
      event.at =
        event.type === 'user.registered'
          ? since
          : new Date(since.getTime() + spread(index * 5 + 3) * (now.getTime() - since.getTime()));
    });
    for (let index = 0; index < 45; index += 1) em.create(RecordedEvent, failedSignIn(now, index));
  });
}

function failedSignIn(now: Date, index: number) {
  const at = new Date(now.getTime() - (1 - spread(index * 11 + 7)) * 20 * dayMs);
  const facts = { door: 'sign_in', reason: 'wrong_password' };
  return {
    id: newId(),
    type: 'login.failed',
    outcome: 'FAILURE' as const,
    at,
    actorId: null,
    subject: null,
    requestId: newId(),
    facts,
  };
}

/** Fills an empty house with 200 believable people, one of them its administrator; all share one password. */
export async function seedDemo(house: House, password: string): Promise<DemoHouse> {
  const passwordHash = await house.ports.hasher.hash(password);
  const all = people();
  for (const [index, person] of all.entries()) {
    const client = { address: `203.0.113.${(index * 37) % 254}`, userAgent: '' };
    await addPerson(house.open({ requestId: newId(), client }), person, index, passwordHash);
  }
  await spreadJournal(house.open({ requestId: newId() }));
  return { people: all.length, administrator: all[0]?.pseudo ?? '', password };
}
