import type { Context, Unit } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { actorId } from '#kernel/identity.js';
import { findUser, type UserView } from '#modules/users/index.js';

/** What an administrator does to somebody's account, across users and sessions, in one transaction each. */
export class AccountAdminService {
  constructor(private readonly context: Context) {}

  setRole(userId: string, role: string): Promise<UserView> {
    return this.#changeUser(userId, (unit) => this.context.services.users.setRole(unit, userId, role));
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
    return change(async (unit) => services.sessions.endAllOf(unit, (await services.users.get(unit, userId)).id));
  }

  async delete(userId: string): Promise<void> {
    const { change, identity, services } = this.context;
    if (userId === actorId(identity))
      throw errors.CONFLICT({ reason: 'own_account' }, 'Delete your own account from your account page.');
    await change(async (unit) => {
      const user = await services.users.get(unit, userId);
      await services.sessions.endAllOf(unit, user.id);
      await services.users.delete(unit, user);
    });
  }

  async #changeUser(userId: string, work: (unit: Unit) => Promise<void>): Promise<UserView> {
    await this.context.change(work);
    const user = await findUser(this.context.ports.reader, userId);
    if (!user) throw errors.NOT_FOUND();
    return user;
  }
}
