import type { ApiError } from '#lib/api/index.ts';
import type { Session_authFragment, Viewer_userFragment } from '@socle/schema/documents';

/** The person who is signed in. */
export type Viewer = Viewer_userFragment;

/** Why a session ended, where the person did not end it. */
export type EndReason = 'revoked' | 'expired' | 'reused' | 'suspended';

/** Reads the server's word for why a session ended. */
export function endReasonOf({ code, reason }: Pick<ApiError, 'code' | 'reason'>): EndReason {
  if (code === 'ACCOUNT_SUSPENDED') return 'suspended';
  return reason === 'revoked' || reason === 'reused' ? reason : 'expired';
}

/** A right to ask: the access token, until when by this machine's clock, and for whom. */
export interface Grant {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly viewer: Viewer;
}

/** Reads a grant from the server's answer. */
export function grantOf(auth: Session_authFragment, now: number): Grant {
  const { accessToken, user: viewer } = auth;
  return {
    accessToken,
    viewer,
    expiresAt: now + (lifetimeOf(accessToken) ?? Date.parse(auth.accessTokenExpiresAt) - now),
  };
}

/** The token's own span: right even where this machine's clock is wrong by an hour. */
function lifetimeOf(token: string): number | undefined {
  try {
    const [, body = ''] = token.split('.');
    const claims = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))) as { iat?: number; exp?: number };
    return claims.exp && claims.iat ? (claims.exp - claims.iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
