import type { Context, Unit } from '#kernel/context.js';
import { errors, invalidField } from '#kernel/errors.js';
import { isId } from '#kernel/entity.js';
import { knownScopes } from '#kernel/scopes.js';
import { assertHolds, assertHoldsUntil } from './reach.js';
import { ScopeGrant } from './role.entity.js';
import { User } from './user.entity.js';

function assertScope(scope: string): void {
  if (!knownScopes().has(scope)) throw invalidField('scope', 'unknown_scope', 'There is no such scope.');
}

/** The verbs on powers beside the role, which end by themselves (promise M12). */
export class GrantService {
  constructor(private readonly context: Context) {}

  /** Gives a scope until an instant, or for good; a second grant of the same scope replaces the first. */
  async grant(userId: string, scope: string, until: Date | null): Promise<void> {
    assertScope(scope);
    await this.context.change(async (unit) => {
      await assertHoldsUntil(this.context, [scope], until);
      if (until && until <= unit.now) throw invalidField('until', 'out_of_range', 'This lies in the past.');
      const user = await this.#get(unit, userId);
      await this.#assertNotShortened(unit, user, scope, until);
      await unit.em.nativeDelete(ScopeGrant, { user: user.id, scope });
      unit.em.create(ScopeGrant, { user, scope, grantedAt: unit.now, endsAt: until });
      const facts = { scope, until: until?.toISOString() ?? 'never' };
      unit.record('user.scope_granted', { subject: `user:${user.id}`, facts });
    });
  }

  /** Takes a grant back; NOT_FOUND where there is none. What the role holds stays. */
  async revoke(userId: string, scope: string): Promise<void> {
    assertScope(scope);
    const { identity, change, services } = this.context;
    assertHolds(identity, [scope]);
    await change(async (unit) => {
      const user = await this.#get(unit, userId);
      await services.users.assertReaches(userId);
      const living = { user: user.id, scope, $or: [{ endsAt: null }, { endsAt: { $gt: unit.now } }] };
      if ((await unit.em.nativeDelete(ScopeGrant, living)) === 0) throw errors.NOT_FOUND();
      unit.record('user.scope_revoked', { subject: `user:${user.id}`, facts: { scope } });
    });
  }

  /** Whoever holds more than the caller is taken nothing from, also not by a grant that ends sooner (catalogue Z3). */
  async #assertNotShortened(unit: Unit, user: User, scope: string, until: Date | null): Promise<void> {
    if (!until) return;
    const longer = { user: user.id, scope, $or: [{ endsAt: null }, { endsAt: { $gt: until } }] };
    if ((await unit.em.count(ScopeGrant, longer)) > 0) await this.context.services.users.assertReaches(user.id);
  }

  async #get(unit: Unit, id: string): Promise<User> {
    const user = isId(id) ? await unit.em.findOne(User, { id }) : null;
    if (!user) throw errors.NOT_FOUND();
    return user;
  }
}
