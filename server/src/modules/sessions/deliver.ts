import type { Context } from '#kernel/context.js';
import type { IssuedTokens } from './session.service.js';
import type { AuthPayload, TokenTransport } from './session.type.js';

/** Hands tokens over: the refresh token either into the cookie or into the payload, never both (catalogue T16). */
export function deliver({ refreshCookie }: Context, tokens: IssuedTokens, transport: TokenTransport): AuthPayload {
  if (transport === 'BODY') return tokens;
  refreshCookie.keep(tokens.refreshToken, tokens.refreshTokenExpiresAt);
  return { ...tokens, refreshToken: null };
}
