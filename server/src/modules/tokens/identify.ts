import { apiTokenPrefix } from '#kernel/api-token.js';
import type { House } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';
import { brokenVisitor, type Identity } from '#kernel/identity.js';
import type { IdentifyStrategy } from '#kernel/module.js';
import { userErrors } from '#modules/users/index.js';
import { hasExpired } from './api-token.views.js';
import type { LiveTokens } from './live-tokens.js';
import { hashOf, isWellFormed } from './secret.js';

const bearer = new RegExp(`^Bearer +(${apiTokenPrefix}[\\x21-\\x7e]*)$`, 'i');

/**
 * API tokens, sent as bearer tokens (RFC 6750) and nowhere else. Nobody can guess one of 2^256, so wrong ones are not
 * counted: what no house has made is refused by its checksum, the rest by one read of an index.
 */
export function identifyByApiToken({ ports: { clock } }: Pick<House, 'ports'>, live: LiveTokens): IdentifyStrategy {
  return async ({ authorization }, requestId): Promise<Identity | null> => {
    const secret = bearer.exec(authorization ?? '')?.[1];
    if (secret === undefined) return null;
    const hash = hashOf(secret);
    const known = isWellFormed(secret) ? await live.find(hash) : null;
    if (!known) return brokenVisitor(errors.UNAUTHENTICATED({ reason: 'invalid' }));
    if (hasExpired(known.proof, clock.now())) return brokenVisitor(errors.UNAUTHENTICATED({ reason: 'expired' }));
    if (!known.access) return brokenVisitor(userErrors.ACCOUNT_SUSPENDED());
    await live.touch(hash, known, requestId);
    const { role, scopes } = known.access;
    const { id: tokenId, userId: id, scopes: chosen } = known.proof;
    return { kind: 'token', id, tokenId, role, scopes: new Set(chosen.filter((scope) => scopes.has(scope))) };
  };
}
