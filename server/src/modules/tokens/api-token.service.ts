import type { Context, Unit } from '#kernel/context.js';
import { isId, newId } from '#kernel/entity.js';
import { errors, invalidField } from '#kernel/errors.js';
import { assertUser } from '#kernel/identity.js';
import { User, userRules } from '#modules/users/index.js';
import { ApiToken } from './api-token.entity.js';
import type { CreateApiTokenInput } from './api-token.inputs.js';
import type { ApiTokenType, CreatedApiToken } from './api-token.type.js';
import { listTokens } from './api-token.views.js';
import { hashOf, newSecret, prefixOf } from './secret.js';

/** More than anybody has programs; beyond it one must be revoked first. */
const tokensPerUser = 50;
/** How long a token that has expired is still shown, so that its owner sees why something stopped. */
const shownAfterEndMs = 30 * 86_400_000;

const subjectOf = ({ id }: Pick<ApiToken, 'id'>): { subject: string } => ({ subject: `api_token:${id}` });

/** The verbs on the tokens of the caller. */
export class ApiTokenService {
  constructor(private readonly context: Context) {}

  /** The tokens that count, and those that expired lately. */
  list(): Promise<ApiTokenType[]> {
    const { identity, ports } = this.context;
    return listTokens(ports.reader, assertUser(identity).id, this.#shownSince(ports.clock.now()));
  }

  /** Makes a token that may do a part of what the caller may; its secret is answered now and never again. */
  async create({ name, scopes, expiresAt = null }: CreateApiTokenInput): Promise<CreatedApiToken> {
    const { change, identity } = this.context;
    const { id: userId } = assertUser(identity);
    userRules.assertKnown(scopes);
    userRules.assertHolds(identity, scopes);
    const chosen = [...userRules.inOrder(scopes)];
    return change(async (unit) => {
      if (expiresAt && expiresAt <= unit.now) throw invalidField('expiresAt', 'out_of_range', 'This lies in the past.');
      await this.#makeRoom(unit, userId);
      return this.#keep(unit, userId, { name: name.trim(), scopes: chosen, expiresAt });
    });
  }

  /** Ends one of the caller's tokens for good; NOT_FOUND where it is not theirs or there is none. */
  async revoke(id: string): Promise<void> {
    const { change, identity } = this.context;
    const { id: user } = assertUser(identity);
    await change(async (unit) => {
      const token = isId(id) ? await unit.em.findOne(ApiToken, { id, user }) : null;
      if (!token) throw errors.NOT_FOUND();
      this.#end(unit, token);
    });
  }

  /** Ends all tokens of somebody who leaves. */
  async revokeAllOf(unit: Unit, userId: string): Promise<void> {
    for (const token of await unit.em.find(ApiToken, { user: userId })) this.#end(unit, token);
  }

  #keep(unit: Unit, userId: string, wanted: Pick<ApiTokenType, 'name' | 'expiresAt'> & { scopes: string[] }) {
    const secret = newSecret();
    const apiToken = { id: newId(), createdAt: unit.now, prefix: prefixOf(secret), lastUsedAt: null, ...wanted };
    const user = unit.em.getReference(User, userId);
    unit.em.create(ApiToken, { ...apiToken, user, updatedAt: unit.now, hash: hashOf(secret) });
    const facts = { scopes: wanted.scopes.join(' '), expires: wanted.expiresAt?.toISOString() ?? 'never' };
    unit.record('api_token.created', { ...subjectOf(apiToken), facts });
    return { secret, apiToken };
  }

  #end(unit: Unit, token: ApiToken): void {
    unit.em.remove(token);
    unit.record('api_token.revoked', subjectOf(token));
  }

  #shownSince(now: Date): Date {
    return new Date(now.getTime() - shownAfterEndMs);
  }

  async #makeRoom(unit: Unit, user: string): Promise<void> {
    await unit.em.nativeDelete(ApiToken, { user, expiresAt: { $lte: this.#shownSince(unit.now) } });
    const living = { user, $or: [{ expiresAt: null }, { expiresAt: { $gt: unit.now } }] };
    if ((await unit.em.count(ApiToken, living)) >= tokensPerUser)
      throw errors.CONFLICT({ reason: 'too_many_tokens' }, `You have ${tokensPerUser} API tokens: revoke one first.`);
  }
}
