import type { Context, House, Unit } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';
import type { User } from '#modules/users/index.js';

const dayMs = 86_400_000;
const sweepEveryMs = 60_000;

const planSql = `insert into departure (user_id, due_at) values (?, ?)
  on conflict (user_id) do update set due_at = excluded.due_at`;
const withdrawSql = 'delete from departure where user_id = ? returning user_id';
const dueSql = 'select user_id from departure where due_at <= ? order by due_at limit 100';
const isDueSql = 'select 1 from departure where user_id = ? and due_at <= ?';

const findSql = 'select due_at from departure where user_id = ?';

/** When an account is deleted; null where nobody asked for that. */
export async function findDeparture(reader: Reader, userId: string): Promise<Date | null> {
  const row = await reader.one<{ due_at: RawInstant }>(findSql, [userId]);
  return row ? toDate(row.due_at) : null;
}

/** Deletes an account after the days in which its owner can come back, or at once where there are none. */
export class Departures {
  constructor(private readonly context: Context) {}

  /** The caller ends the sessions in the same unit. */
  async leave(unit: Unit, user: User): Promise<void> {
    const { services, settings } = this.context;
    const { deletionGraceDays } = settings.auth;
    if (deletionGraceDays === 0) return services.users.delete(unit, user);
    await services.users.assertNotLastAdmin(unit, user);
    const dueAt = new Date(unit.now.getTime() + deletionGraceDays * dayMs);
    await unit.sql.run(planSql, [user.id, unit.sql.instant(dueAt)]);
    unit.record('user.deletion_planned', { subject: `user:${user.id}`, facts: { due: dueAt.toISOString() } });
  }

  /** Whoever signs in stays. */
  async withdraw({ sql, record }: Unit, userId: string): Promise<void> {
    if (await sql.one(withdrawSql, [userId]))
      record('user.deletion_withdrawn', { subject: `user:${userId}`, actorId: userId });
  }

  /** Deletes the account, unless its owner has come back in the meantime. */
  async complete(userId: string): Promise<void> {
    const { change, services } = this.context;
    await change(async (unit) => {
      if (!(await unit.sql.one(isDueSql, [userId, unit.sql.instant(unit.now)]))) return;
      await services.users.delete(unit, await services.users.get(unit, userId));
    });
  }
}

/** Deletes those whose days are over; who has become the last administrator stays until there is another. */
async function deleteDue({ log, open, ports }: House): Promise<void> {
  const { clock, reader } = ports;
  for (const { user_id: userId } of await reader.all<{ user_id: string }>(dueSql, [reader.instant(clock.now())]))
    try {
      await new Departures(open({ requestId: newId() })).complete(userId);
    } catch (error) {
      log.warn({ event: 'departure.failed', subject: `user:${userId}`, err: error }, 'an account is still there');
    }
}

const sweeps = new WeakMap<House, NodeJS.Timeout>();

/** Looks now and every minute for those whose days are over, until the house is closed. */
export async function startSweep(house: House): Promise<void> {
  const sweep = (): Promise<void> =>
    deleteDue(house).catch((error: unknown) =>
      house.log.error({ event: 'departures.unswept', err: error }, 'who leaves could not be looked for'),
    );
  sweeps.set(house, setInterval(() => void sweep(), sweepEveryMs).unref());
  await sweep();
}

export const endSweep = (house: House): void => clearInterval(sweeps.get(house));
