import type { Context, Unit } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { actorId } from '#kernel/identity.js';
import type { UserView } from '#modules/users/index.js';

/** What an administrator does to somebody's account, across users and sessions, in one transaction each. */
export class AccountAdminService {
  constructor(private readonly context: Context) {}

  /** Gives a role; nobody gives more than they hold, nor takes from somebody who holds more. */
  setRole(userId: string, role: string): Promise<UserView> {
    const { users } = this.context.services;
    return this.#changeUser(userId, async (unit) => {
      await users.assertMayGive(role);
      await users.setRole(unit, userId, role);
    });
  }

  suspend(userId: string, reason: string): Promise<UserView> {
    const { sessions, users } = this.context.services;
    return this.#changeUser(userId, async (unit) => {
      await users.suspend(unit, userId, reason);
      await sessions.endAllOf(unit, userId);
    });
  }

  reinstate(userId: string): Promise<UserView> {
    return this.#changeUser(userId, (unit) => this.context.services.users.reinstate(unit, userId));
  }

  endSessions(userId: string): Promise<number> {
    const { change, services } = this.context;
    return change(async (unit) => {
      await services.users.assertReaches(userId);
      return services.sessions.endAllOf(unit, (await services.users.get(unit, userId)).id);
    });
  }

  async delete(userId: string): Promise<void> {
    const { change, identity, services } = this.context;
    if (userId === actorId(identity))
      throw errors.CONFLICT({ reason: 'own_account' }, 'Delete your own account from your account page.');
    await change(async (unit) => {
      await services.users.assertReaches(userId);
      const user = await services.users.get(unit, userId);
      await services.sessions.endAllOf(unit, user.id);
      await services.users.delete(unit, user);
    });
  }

  async #changeUser(userId: string, work: (unit: Unit) => Promise<void>): Promise<UserView> {
    const { change, services } = this.context;
    await change(async (unit) => {
      await services.users.assertReaches(userId);
      await work(unit);
    });
    return services.users.view(userId);
  }
}
