import type { Context, Unit } from '#kernel/context.js';
import { errors, invalidField } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import { findIdByIdentifier, findUser, userErrors, userRules, type User, type UserView } from '#modules/users/index.js';
import type { IssuedTokens } from '#modules/sessions/index.js';
import type { ChangePasswordInput, DeleteAccountInput, LoginInput, RegisterInput } from './auth.inputs.js';
import type { Departures } from './departures.js';
import type { Devices } from './devices.js';
import { Credential } from './credential.entity.js';
import { findSecret, replaceHash, type Secret } from './credential.views.js';
import type { PasswordService, ProvenPassword } from './password.service.js';
import { authErrors } from './vocabulary.js';

/** The verbs of getting in, proving it again, and leaving for good. */
export class AuthService {
  constructor(
    private readonly context: Context,
    private readonly passwords: PasswordService,
    readonly devices: Devices,
    private readonly departures: Departures,
  ) {}

  /** Makes an account and opens its first session. */
  async register(input: RegisterInput): Promise<IssuedTokens> {
    const { change, services, settings } = this.context;
    if (settings.auth.registration === 'closed')
      throw errors.FORBIDDEN({ requires: [], reason: 'registration_closed' }, 'Registration is closed here.');
    const passwordHash = await this.passwords.choose(input.password, 'password', input);
    const session = await change(async (unit) => {
      const user = await services.users.create(unit, { ...input, locale: input.locale ?? 'EN' });
      this.keep(unit, user, passwordHash);
      await unit.em.flush();
      return services.sessions.open(unit, user.id, input.deviceName);
    });
    return services.sessions.issue(session);
  }

  /** Opens a session; INVALID_CREDENTIALS says nothing more, ACCOUNT_SUSPENDED only after the right password (catalogue C4). */
  async login(input: LoginInput): Promise<IssuedTokens> {
    const { change, ports, services } = this.context;
    const userId = await findIdByIdentifier(ports.reader, input.identifier);
    const proven = await this.passwords.proveSignIn(userId, input.identifier, input.password);
    if (!proven) throw authErrors.INVALID_CREDENTIALS();
    const rehashed = ports.hasher.isOutdated(proven.hash)
      ? await ports.hasher.hash(input.password, this.context.signal)
      : null;
    const session = await change(async (unit) => {
      const secret = await this.#stillProven(unit, proven);
      if (rehashed) await replaceHash(unit.sql, { ...secret, hash: rehashed });
      const user = await findUser(unit.sql, proven.userId);
      if (user?.status === 'ACTIVE') await this.departures.withdraw(unit, user.id);
      return user?.status === 'ACTIVE' ? services.sessions.open(unit, user.id, input.deviceName) : null;
    });
    if (!session) return this.#refuseSuspended(proven.userId);
    return services.sessions.issue(session);
  }

  /** True where whoever has this name has proven their password with this browser since they chose it. */
  async isKnownBrowser(identifier: string): Promise<boolean> {
    const { reader } = this.context.ports;
    const secret = await findSecret(reader, await findIdByIdentifier(reader, identifier));
    return secret !== null && this.devices.know(secret);
  }

  /**
   * Proves the password again; the session's next tokens are fresh, and those before them are dead: whoever stole one
   * would otherwise be given the proof (catalogue T5, T11).
   */
  async confirmPassword(password: string): Promise<IssuedTokens> {
    const { change, identity, services } = this.context;
    const user = assertUser(identity);
    const proven = await this.passwords.proveOwn(password, 'password', 'confirm_password');
    const session = await change(async (unit) => {
      await this.#stillProven(unit, proven);
      const current = await services.sessions.current(unit, user);
      return services.sessions.renew(unit, current);
    });
    return services.sessions.issue(session);
  }

  /** Replaces the password; every other session ends, and this one's older tokens are dead (catalogue C14). */
  async changePassword({ currentPassword, newPassword }: ChangePasswordInput): Promise<IssuedTokens> {
    const { change, identity, services } = this.context;
    const user = assertUser(identity);
    const proven = await this.passwords.proveOwn(currentPassword, 'currentPassword', 'change_password');
    const passwordHash = await this.passwords.choose(newPassword, 'newPassword', await this.#self());
    const session = await change(async (unit) => {
      await this.#stillProven(unit, proven);
      await replaceHash(unit.sql, { userId: user.id, hash: passwordHash, changedAt: unit.now });
      const current = await services.sessions.current(unit, user);
      await services.sessions.endAllOf(unit, user.id, current.id);
      const renewed = await services.sessions.renew(unit, current);
      unit.record('user.password_changed', { subject: `user:${user.id}` });
      return renewed;
    });
    return services.sessions.issue(session);
  }

  /** Deletes the caller's account with everything that hangs on it: for good, or for as long as they do not come back. */
  async deleteAccount({ password, confirmation }: DeleteAccountInput): Promise<void> {
    const { change, services } = this.context;
    const self = await this.#self();
    if (userRules.pseudoKey(confirmation) !== userRules.pseudoKey(self.pseudo))
      throw invalidField('confirmation', 'mismatch', 'Type your pseudo exactly.');
    const proven = await this.passwords.proveOwn(password, 'password', 'delete_account');
    await change(async (unit) => {
      await this.#stillProven(unit, proven);
      const user = await services.users.get(unit, proven.userId);
      await services.sessions.endAllOf(unit, user.id);
      await services.tokens.revokeAllOf(unit, user.id);
      await this.departures.leave(unit, user);
    });
  }

  /** Gives a new user the password of this hash. */
  keep(unit: Unit, user: User, passwordHash: string): void {
    unit.em.create(Credential, { user, passwordHash, changedAt: unit.now });
  }

  /** The secret, unless it changed since the password was checked (catalogue T10). */
  async #stillProven(unit: Unit, { userId, hash }: ProvenPassword): Promise<Secret> {
    const secret = await findSecret(unit.sql, userId);
    if (secret?.hash !== hash) throw authErrors.INVALID_CREDENTIALS();
    return secret;
  }

  async #refuseSuspended(userId: string): Promise<never> {
    await this.passwords.noteFailure(userId, 'sign_in', 'suspended');
    throw userErrors.ACCOUNT_SUSPENDED();
  }

  async #self(): Promise<UserView> {
    const { identity, ports } = this.context;
    const self = await findUser(ports.reader, assertUser(identity).id);
    if (!self) throw errors.UNAUTHENTICATED();
    return self;
  }
}
