import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import { invalidField } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import { findUser, type UserView } from '#modules/users/index.js';
import { Claim } from './claim.entity.js';

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const matches = (hash: string, token: string): boolean =>
  timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(token)));

/** The verbs on the first administrator's claim. */
export class ClaimService {
  constructor(private readonly context: Context) {}

  /** A new token that voids any earlier one; null where somebody already administers this instance. */
  offer(): Promise<string | null> {
    const { change, services } = this.context;
    return change(async (unit) => {
      await unit.em.nativeDelete(Claim, {});
      if (await services.users.hasAdmin(unit)) return null;
      const token = randomBytes(32).toString('base64url');
      unit.em.create(Claim, { id: newId(), createdAt: unit.now, updatedAt: unit.now, tokenHash: hashOf(token) });
      return token;
    });
  }

  /** Makes the caller administrator; whoever comes second finds the token used up. */
  async redeem(token: string): Promise<UserView> {
    const { change, identity, ports, services } = this.context;
    const { id } = assertUser(identity);
    await change(async (unit) => {
      const [claim] = await unit.em.findAll(Claim, { limit: 1 });
      if (!claim || !matches(claim.tokenHash, token) || (await services.users.hasAdmin(unit)))
        throw invalidField('token', 'invalid_format', 'This address has been used, or a newer one was printed.');
      unit.em.remove(claim);
      await services.users.setRole(unit, id, 'admin');
    });
    const user = await findUser(ports.reader, id);
    if (!user) throw new Error('the claiming user vanished');
    return user;
  }
}
