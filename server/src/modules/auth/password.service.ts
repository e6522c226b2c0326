import type { Context } from '#kernel/context.js';
import { invalidField } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import { findSecret, type Secret } from './credential.views.js';
import type { GuessLimits } from './guesses.js';
import { refuse } from './password-policy.js';
import { authErrors, type Door } from './vocabulary.js';

/** What a password is checked against: in any transaction after the check, the hash must still be the same. */
export interface ProvenPassword {
  readonly userId: string;
  readonly hash: string;
}

/** The verbs on passwords: prove one, choose one. */
export class PasswordService {
  constructor(
    private readonly context: Context,
    private readonly guesses: GuessLimits,
  ) {}

  /** Checks the password of whoever this is, if anyone; null where it does not match. */
  proveSignIn(userId: string | null, identifier: string, password: string): Promise<ProvenPassword | null> {
    return this.#prove(userId, password, 'sign_in', (secret) => this.guesses.keyOfSignIn(secret, userId, identifier));
  }

  /** Checks the caller's own password; INVALID_CREDENTIALS names the field it came in. */
  async proveOwn(password: string, field: string, door: Door): Promise<ProvenPassword> {
    const identity = assertUser(this.context.identity);
    const proven = await this.#prove(identity.id, password, door, () => this.guesses.keyOfSession(identity));
    if (proven) return proven;
    const issue = { name: field, code: 'wrong_password', message: 'This is not your password.' };
    throw authErrors.INVALID_CREDENTIALS({ fields: [issue] }, issue.message);
  }

  /** The hash of a new password; BAD_USER_INPUT with the reason where it is refused (catalogue C13). */
  async choose(password: string, field: string, owner: { pseudo: string; email: string }): Promise<string> {
    const { settings, instance, ports } = this.context;
    const words = [owner.pseudo, owner.email.split('@', 1)[0] ?? '', new URL(instance.publicUrl).hostname, 'socle'];
    const reason = refuse(password, { minLength: settings.auth.passwordMinLength, words });
    if (reason) throw invalidField(field, reason.code, reason.message);
    return ports.hasher.hash(password, this.context.signal);
  }

  /** Records a failed proof: committed on its own, before the refusal leaves. */
  async noteFailure(userId: string | null, door: Door, reason: string): Promise<void> {
    const subject = userId ? { subject: `user:${userId}` } : {};
    await this.context.change(async (unit) => unit.record('login.failed', { ...subject, facts: { door, reason } }));
  }

  /** The work is the same whether or not the user exists (catalogue C1); only a wrong secret counts (catalogue C9). */
  async #prove(
    userId: string | null,
    password: string,
    door: Door,
    keyOf: (secret: Secret | null) => string,
  ): Promise<ProvenPassword | null> {
    const { hasher, reader } = this.context.ports;
    const secret = await findSecret(reader, userId);
    const guess = await this.guesses.reserve(keyOf(secret), userId, door);
    try {
      const matches = await hasher.verify(secret?.hash ?? null, password, this.context.signal);
      guess.settle(matches ? 'right' : 'wrong');
      if (matches && secret) return { userId: secret.userId, hash: secret.hash };
    } finally {
      guess.settle('void');
    }
    await this.noteFailure(userId, door, 'wrong_password');
    return null;
  }
}
