import type { Context, Unit } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { conflictingField, errors, invalidField } from '#kernel/errors.js';
import { knownScopes } from '#kernel/scopes.js';
import { assertHolds, assertHoldsUntil } from './reach.js';
import { CustomRole } from './role.entity.js';
import { findBuiltInRole, inOrder, type Role } from './roles.js';
import { User } from './user.entity.js';
import { UserCounts } from './user-counts.js';

/** What a role may be changed to; what is absent stays. */
export interface RoleChange {
  readonly description?: string | null | undefined;
  readonly scopes?: readonly string[] | null | undefined;
}

/** Refuses a scope that no module declares. */
export function assertKnown(scopes: readonly string[]): void {
  const unknown = scopes.filter((scope) => !knownScopes().has(scope));
  if (unknown.length > 0) throw invalidField('scopes', 'unknown_scope', `There is no scope ${unknown.join(', ')}.`);
}

const shown = ({ name, description, scopes }: CustomRole, userCount: number): Role & { userCount: number } => ({
  name,
  description,
  scopes: inOrder(scopes),
  builtIn: false,
  userCount,
});

function noteChange(unit: Unit, role: CustomRole): void {
  role.updatedAt = unit.now;
  unit.record('role.changed', { subject: `role:${role.name}`, facts: { scopes: role.scopes.join(' ') } });
}

/** The verbs on the roles that administrators make. Nobody gives what they do not hold. */
export class RoleService {
  constructor(private readonly context: Context) {}

  /** Makes a role; CONFLICT where the name is taken. */
  create(name: string, description: string, scopes: readonly string[]): Promise<Role & { userCount: number }> {
    assertKnown(scopes);
    assertHolds(this.context.identity, scopes);
    return this.context.change(async (unit) => {
      if (findBuiltInRole(name) || (await unit.em.count(CustomRole, { name })) > 0)
        throw conflictingField('name', 'taken', 'There is a role of this name.');
      const dates = { createdAt: unit.now, updatedAt: unit.now };
      const role = unit.em.create(CustomRole, {
        id: newId(),
        ...dates,
        name,
        description,
        scopes: [...inOrder(scopes)],
      });
      unit.record('role.created', { subject: `role:${name}`, facts: { scopes: role.scopes.join(' ') } });
      return shown(role, 0);
    });
  }

  /** Changes description or scopes; whoever holds the role feels it at their next request. */
  update(name: string, { description, scopes }: RoleChange): Promise<Role & { userCount: number }> {
    if (scopes) assertKnown(scopes);
    return this.context.change(async (unit) => {
      const role = await this.#get(unit, name);
      assertHolds(this.context.identity, inOrder(role.scopes));
      await assertHoldsUntil(this.context, scopes?.filter((scope) => !role.scopes.includes(scope)) ?? [], null);
      const before = [role.description, ...role.scopes].join('\n');
      role.description = description ?? role.description;
      role.scopes = scopes ? [...inOrder(scopes)] : role.scopes;
      if ([role.description, ...role.scopes].join('\n') !== before) noteChange(unit, role);
      return shown(role, (await UserCounts.read(this.context.ports.reader)).of({ role: name }));
    });
  }

  /** Deletes a role that nobody holds; CONFLICT with reason role_in_use otherwise. */
  async delete(name: string): Promise<void> {
    await this.context.change(async (unit) => {
      const role = await this.#get(unit, name);
      assertHolds(this.context.identity, inOrder(role.scopes));
      if ((await unit.em.count(User, { role: name })) > 0)
        throw errors.CONFLICT({ reason: 'role_in_use' }, 'Somebody holds this role: give them another one first.');
      unit.record('role.deleted', { subject: `role:${name}` });
      unit.em.remove(role);
    });
  }

  async #get(unit: Unit, name: string): Promise<CustomRole> {
    if (findBuiltInRole(name))
      throw errors.CONFLICT({ reason: 'built_in_role' }, 'The built-in roles cannot be changed.');
    const role = await unit.em.findOne(CustomRole, { name });
    if (!role) throw errors.NOT_FOUND();
    return role;
  }
}
