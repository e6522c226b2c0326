import { sign } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import jwt from 'jsonwebtoken';
import type { AccessClaims, Signer } from '#kernel/ports.js';
import { newId } from '#kernel/entity.js';
import type { SigningKey } from './keys.js';

/** A token may seem to come from this far in the future: clocks of different machines differ. */
const skewSeconds = 30;
const cachedTokens = 20_000;
const longestToken = 4_096;

const encoded = (header: object): string => Buffer.from(JSON.stringify(header)).toString('base64url');
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function toClaims(payload: unknown): AccessClaims | 'invalid' {
  if (typeof payload !== 'object' || payload === null) return 'invalid';
  const { sub, sid, gen, scope, auth_time, iat, exp } = payload as Record<string, unknown>;
  if (!isText(sub) || !isText(sid) || typeof scope !== 'string') return 'invalid';
  if (!isCount(gen) || !isCount(auth_time) || !isCount(iat) || !isCount(exp)) return 'invalid';
  return {
    userId: sub,
    sessionId: sid,
    generation: gen,
    scopes: scope.split(' ').filter(Boolean),
    provenAt: new Date(auth_time * 1000),
    issuedAt: new Date(iat * 1000),
    expiresAt: new Date(exp * 1000),
  };
}

type Verdict = AccessClaims | 'expired' | 'invalid';

/** Checks signature and claims; only a key of our own ring counts, whatever the header brings along (catalogue T17). */
function createVerifier(keys: readonly SigningKey[], issuer: string): (token: string, now: Date) => Verdict {
  const byId = new Map(keys.map((key) => [key.kid, key]));
  const keyFor = (token: string): SigningKey | undefined => {
    const header = jwt.decode(token, { complete: true })?.header;
    return header?.typ === 'at+jwt' && header.kid && !header.crit ? byId.get(header.kid) : undefined;
  };
  return (token, now) => {
    try {
      const key = keyFor(token);
      if (!key) return 'invalid';
      const pinned = { algorithms: ['ES256' as const], issuer, audience: issuer, clockTimestamp: seconds(now) };
      const claims = toClaims(jwt.verify(token, key.publicKey, pinned));
      return claims !== 'invalid' && seconds(claims.issuedAt) > seconds(now) + skewSeconds ? 'invalid' : claims;
    } catch (error) {
      return error instanceof jwt.TokenExpiredError ? 'expired' : 'invalid';
    }
  };
}

/**
 * Access tokens as RFC 9068 has them: ES256, typ at+jwt.
 * Verified tokens are remembered until they expire, since verifying costs more than the rest of a small request.
 */
export function createSigner(keys: readonly [SigningKey, ...SigningKey[]], issuer: string): Signer {
  const current = keys[keys.length - 1] ?? keys[0];
  const check = createVerifier(keys, issuer);
  const verified = new LRUCache<string, AccessClaims>({ max: cachedTokens });

  return {
    sign(claims) {
      const payload = {
        iss: issuer,
        aud: issuer,
        sub: claims.userId,
        sid: claims.sessionId,
        gen: claims.generation,
        jti: newId(),
        iat: seconds(claims.issuedAt),
        exp: seconds(claims.expiresAt),
        auth_time: seconds(claims.provenAt),
        scope: claims.scopes.join(' '),
      };
      const header = { alg: 'ES256', typ: 'at+jwt', kid: current.kid };
      return jwt.sign(payload, current.privateKey, { algorithm: 'ES256', header });
    },
    attest(document) {
      const header = encoded({ alg: 'ES256', typ: 'socle-document', kid: current.kid });
      const input = `${header}.${Buffer.from(document).toString('base64url')}`;
      const key = { key: current.privateKey, dsaEncoding: 'ieee-p1363' as const };
      return `${header}..${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
    },
    verify(token, now) {
      const known = verified.get(token);
      if (known) return known.expiresAt > now ? known : 'expired';
      if (token.length > longestToken) return 'invalid';
      const claims = check(token, now);
      if (typeof claims === 'object') verified.set(token, claims);
      return claims;
    },
    publicKeys: () => ({
      keys: keys.map(({ kid, publicKey }) => {
        const jwk = publicKey.export({ format: 'jwk' });
        return { ...jwk, kid, use: 'sig', alg: 'ES256' };
      }),
    }),
  };
}
