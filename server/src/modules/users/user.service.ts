import type { Context, Unit } from '#kernel/context.js';
import { isId, newId } from '#kernel/entity.js';
import { conflictingField, errors, invalidField, type AppError } from '#kernel/errors.js';
import { actorId, assertUser } from '#kernel/identity.js';
import { emailKey, normaliseEmail } from './email.js';
import { normalisePseudo, pseudoKey, pseudoWords } from './pseudo.js';
import { GrantService } from './grant.service.js';
import { assertHolds, assertHoldsUntil } from './reach.js';
import { RoleService } from './role.service.js';
import { findAccess, findRole } from './role.views.js';
import { adminRole, memberRole } from './roles.js';
import { PseudoWord, User, type Locale } from './user.entity.js';
import type { UpdateProfileInput } from './user.inputs.js';
import { findUser, type UserView } from './user.views.js';

export interface NewUser {
  readonly email: string;
  readonly pseudo: string;
  readonly locale: Locale;
  readonly role?: string;
}

const subjectOf = (user: User): { subject: string } => ({ subject: `user:${user.id}` });

const taken = (name: 'pseudo' | 'email'): AppError =>
  conflictingField(name, 'taken', name === 'email' ? 'This address already has an account.' : 'This pseudo is taken.');

/** The verbs on accounts. Those that take a unit join the caller's transaction. */
export class UserService {
  readonly roles: RoleService;
  readonly grants: GrantService;

  constructor(private readonly context: Context) {
    this.roles = new RoleService(context);
    this.grants = new GrantService(context);
  }

  /** What a user holds now, suspended or not. */
  async scopesOf(id: string): Promise<readonly string[]> {
    const { clock, reader } = this.context.ports;
    return (await findAccess(reader, id, clock.now()))?.scopes ?? [];
  }

  /** Refuses an act on somebody who may do more than the caller. */
  async assertReaches(id: string): Promise<void> {
    assertHolds(this.context.identity, await this.scopesOf(id));
  }

  /** Refuses to give a role that holds more than the caller does, or what the caller holds for a time only. */
  async assertMayGive(role: string): Promise<void> {
    await assertHoldsUntil(this.context, (await findRole(this.context.ports.reader, role))?.scopes ?? [], null);
  }

  /** Makes an account; CONFLICT on the field that is taken. */
  async create(unit: Unit, { email, pseudo, locale, role = memberRole }: NewUser): Promise<User> {
    await this.#assertFree(unit, { emailKey: emailKey(email) }, 'email');
    await this.#assertFree(unit, { pseudoKey: pseudoKey(pseudo) }, 'pseudo');
    const user = unit.em.create(User, {
      id: newId(),
      createdAt: unit.now,
      updatedAt: unit.now,
      lastSeenAt: unit.now,
      pseudo: normalisePseudo(pseudo),
      pseudoKey: pseudoKey(pseudo),
      email: normaliseEmail(email),
      emailKey: emailKey(email),
      emailVerified: false,
      bio: null,
      locale,
      role,
      status: 'ACTIVE',
      suspensionReason: null,
    });
    this.#index(unit, user);
    unit.record('user.registered', { ...subjectOf(user), actorId: user.id });
    return user;
  }

  /** The user; NOT_FOUND where there is none. */
  async get(unit: Unit, id: string): Promise<User> {
    const user = isId(id) ? await unit.em.findOne(User, { id }) : null;
    if (!user) throw errors.NOT_FOUND();
    return user;
  }

  /** Changes the caller's own profile. */
  async updateProfile(input: UpdateProfileInput): Promise<UserView> {
    const { id } = assertUser(this.context.identity);
    await this.context.change(async (unit) => {
      const user = await this.get(unit, id);
      const before = [user.pseudo, user.bio, user.locale];
      if (typeof input.pseudo === 'string') await this.#rename(unit, user, input.pseudo);
      if (input.bio !== undefined) user.bio = input.bio?.trim() || null;
      if (input.locale) user.locale = input.locale;
      if ([user.pseudo, user.bio, user.locale].every((value, index) => value === before[index])) return;
      user.updatedAt = unit.now;
      unit.record('user.profile_changed', subjectOf(user));
    });
    return this.view(id);
  }

  /** Gives a role; refused for the last administrator (catalogue Z10). */
  async setRole(unit: Unit, id: string, role: string): Promise<void> {
    if (!(await findRole(this.context.ports.reader, role)))
      throw invalidField('role', 'unknown_role', 'There is no such role.');
    const user = await this.get(unit, id);
    if (user.role === role) return;
    if (user.role === adminRole) await this.assertNotLastAdmin(unit, user);
    unit.record('user.role_changed', { ...subjectOf(user), facts: { from: user.role, to: role } });
    user.role = role;
    user.updatedAt = unit.now;
  }

  /** Suspends; the caller ends the sessions in the same unit. */
  async suspend(unit: Unit, id: string, reason: string): Promise<void> {
    const user = await this.get(unit, id);
    if (user.id === actorId(this.context.identity))
      throw errors.CONFLICT({ reason: 'own_account' }, 'You cannot suspend yourself.');
    await this.assertNotLastAdmin(unit, user);
    if (!user.isActive()) return;
    user.status = 'SUSPENDED';
    user.suspensionReason = reason;
    user.updatedAt = unit.now;
    unit.record('user.suspended', subjectOf(user));
  }

  /** Lets a suspended person in again. */
  async reinstate(unit: Unit, id: string): Promise<void> {
    const user = await this.get(unit, id);
    if (user.isActive()) return;
    user.status = 'ACTIVE';
    user.suspensionReason = null;
    user.updatedAt = unit.now;
    unit.record('user.reinstated', subjectOf(user));
  }

  /** Deletes the account; its sessions and credentials go with the row. */
  async delete(unit: Unit, user: User): Promise<void> {
    await this.assertNotLastAdmin(unit, user);
    unit.record('user.deleted', subjectOf(user));
    unit.em.remove(user);
  }

  /** Deletes an account whose deletion is final in another database already: nothing keeps it any more. */
  async completeDeletion(unit: Unit, id: string): Promise<void> {
    await unit.sql.run('delete from "user" where id = ?', [id]);
  }

  /** Deletes somebody who was deleted before and whom an older database has brought back; false where they are gone already. */
  async deleteAgain(unit: Unit, id: string): Promise<boolean> {
    if (!(await unit.sql.one('delete from "user" where id = ? returning id', [id]))) return false;
    unit.record('user.deleted', { subject: `user:${id}`, facts: { reason: 'erased_before' } });
    return true;
  }

  /** Refuses what would leave the house without an active administrator. */
  async assertNotLastAdmin(unit: Unit, user: User): Promise<void> {
    if (user.role !== adminRole || !user.isActive()) return;
    const others = await unit.em.count(User, { role: adminRole, status: 'ACTIVE', id: { $ne: user.id } });
    if (others === 0)
      throw errors.CONFLICT(
        { reason: 'last_administrator' },
        'The last administrator must stay: make another one first.',
      );
  }

  /** True where somebody active administers this instance. */
  async hasAdmin(unit: Unit): Promise<boolean> {
    return (await unit.em.count(User, { role: adminRole, status: 'ACTIVE' })) > 0;
  }

  /** Notes that the person is here now. */
  async seen(unit: Unit, id: string): Promise<void> {
    await unit.sql.run('update "user" set last_seen_at = ? where id = ?', [unit.sql.instant(unit.now), id]);
  }

  async #rename(unit: Unit, user: User, pseudo: string): Promise<void> {
    const key = pseudoKey(pseudo);
    if (key !== user.pseudoKey) {
      await this.#assertFree(unit, { pseudoKey: key }, 'pseudo');
      await unit.em.nativeDelete(PseudoWord, { user: user.id });
      user.pseudoKey = key;
      this.#index(unit, user);
    }
    user.pseudo = normalisePseudo(pseudo);
  }

  #index(unit: Unit, user: User): void {
    for (const word of pseudoWords(user.pseudoKey)) unit.em.create(PseudoWord, { user, word });
  }

  async #assertFree(
    unit: Unit,
    where: { emailKey: string } | { pseudoKey: string },
    name: 'pseudo' | 'email',
  ): Promise<void> {
    if ((await unit.em.count(User, where)) > 0) throw taken(name);
  }

  /** The user as screens see them; NOT_FOUND where there is none. */
  async view(id: string): Promise<UserView> {
    const user = await findUser(this.context.ports.reader, id);
    if (!user) throw errors.NOT_FOUND();
    return user;
  }
}
