// Catalogue: T17, P2: the battery of forged access tokens.
import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  CompactSign,
  createLocalJWKSet,
  decodeProtectedHeader,
  exportJWK,
  jwtVerify,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import type { AccessClaims } from '#kernel/ports.js';
import { addSigningKey, makeMissingKeys, readKeyRing } from './keys.js';
import { createSigner } from './signer.js';

const folder = mkdtempSync(join(tmpdir(), 'socle-keys-'));
makeMissingKeys(folder, new Date('2026-01-01'));
const ring = readKeyRing(folder).signing;
const [key] = ring;
afterAll(() => rmSync(folder, { recursive: true }));

const issuer = 'https://socle.example.org';
const signer = createSigner(ring, issuer);
const now = new Date('2026-11-21T10:00:00Z');
const at = Math.floor(now.getTime() / 1000);
const claims: AccessClaims = {
  userId: 'a user',
  sessionId: 'a session',
  generation: 3,
  scopes: ['users:read', 'users:write'],
  provenAt: new Date('2026-11-21T09:50:00Z'),
  issuedAt: now,
  expiresAt: new Date('2026-11-21T10:10:00Z'),
};
const good: JWTPayload = {
  iss: issuer,
  aud: issuer,
  sub: 'a user',
  sid: 'a session',
  gen: 3,
  jti: 'x',
  iat: at,
  exp: at + 600,
  auth_time: at - 600,
  scope: 'users:read',
};
const header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const forge = (payload: JWTPayload, more: object = {}, by = key.privateKey): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ ...header, ...more }).sign(by);
const verdict = (token: string, when = now): unknown => signer.verify(token, when);
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

describe('an access token of ours', () => {
  it('says what was signed', () => expect(verdict(signer.sign(claims))).toEqual(claims));

  it('is a JWT of RFC 9068 that others can verify by the published keys', async () => {
    const token = signer.sign(claims);
    expect(decodeProtectedHeader(token)).toEqual(header);
    const { payload } = await jwtVerify(token, createLocalJWKSet(signer.publicKeys() as never), {
      issuer,
      audience: issuer,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      currentDate: now,
    });
    expect(payload).toMatchObject({
      sub: 'a user',
      sid: 'a session',
      gen: 3,
      scope: 'users:read users:write',
      exp: at + 600,
    });
  });

  it('publishes no private part', () => {
    for (const published of signer.publicKeys().keys)
      expect(Object.keys(published).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('is the battery’s own control: what the forger makes well is accepted', async () =>
    expect(verdict(await forge(good))).toMatchObject({ userId: 'a user' }));

  it('expires to the second, also where it is remembered', () => {
    const token = signer.sign(claims);
    const later = (seconds: number): Date => new Date(claims.expiresAt.getTime() + seconds * 1000);
    for (const asked of [signer, createSigner(ring, issuer)]) {
      expect(asked.verify(token, later(-1))).toEqual(claims);
      expect(asked.verify(token, later(0))).toBe('expired');
      expect(asked.verify(token, later(60))).toBe('expired');
    }
    expect(createSigner(ring, issuer).verify(token, later(0))).toBe('expired');
  });

  it('still verifies after a new key signs', () => {
    const token = signer.sign(claims);
    addSigningKey(folder, new Date('2026-02-01'));
    const rotated = createSigner(readKeyRing(folder).signing, issuer);
    expect(rotated.verify(token, now)).toEqual(claims);
    expect(decodeProtectedHeader(rotated.sign(claims)).kid).not.toBe(key.kid);
    expect(rotated.publicKeys().keys).toHaveLength(2);
    expect(verdict(rotated.sign(claims))).toBe('invalid');
  });
});

describe('a forged token is invalid', () => {
  const without = (name: string): JWTPayload =>
    Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  const publicPem = key.publicKey.export({ type: 'spki', format: 'pem' });
  const hmac = (secret: string | Buffer) =>
    new SignJWT(good).setProtectedHeader({ ...header, alg: 'HS256' }).sign(createSecretKey(Buffer.from(secret)));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });

  const battery: Record<string, () => Promise<string> | string> = {
    'unsigned (alg none)': () => new UnsecuredJWT(good).encode(),
    'unsigned, with our kid and typ': () => `${part({ ...header, alg: 'none' })}.${part(good)}.`,
    'HS256 with our public key as PEM': () => hmac(publicPem),
    'HS256 with our public key as DER': () => hmac(key.publicKey.export({ type: 'spki', format: 'der' })),
    'HS256 with our public key as JWK': () => hmac(JSON.stringify(key.publicKey.export({ format: 'jwk' }))),
    'RS256 by another key': () =>
      new SignJWT(good).setProtectedHeader({ ...header, alg: 'RS256' }).sign(rsa.privateKey),
    'ES384 by another key': () =>
      new SignJWT(good).setProtectedHeader({ ...header, alg: 'ES384' }).sign(p384.privateKey),
    'another key under our kid': () => forge(good, {}, foreign.privateKey),
    'a kid that we do not have': () => forge(good, { kid: 'another' }),
    'a kid that is a path': () => forge(good, { kid: '../../dev/null' }),
    'a kid that is no text': () => forge(good, { kid: { toString: 'x' } as never }),
    'no kid': () => forge(good, { kid: undefined }),
    'a key of its own inside (jwk)': async () =>
      forge(good, { kid: 'own', jwk: await exportJWK(foreign.publicKey) }, foreign.privateKey),
    'a key of its own inside, under our kid': async () =>
      forge(good, { jwk: await exportJWK(foreign.publicKey) }, foreign.privateKey),
    'the address of a key (jku)': () => forge(good, { jku: 'https://evil.example/jwks.json' }, foreign.privateKey),
    'typ JWT': () => forge(good, { typ: 'JWT' }),
    'typ id+jwt': () => forge(good, { typ: 'id+jwt' }),
    'no typ': () => forge(good, { typ: undefined }),
    crit: () => `${part({ ...header, crit: ['exp'] })}.${part(good)}.${part('x')}`,
    'another audience': () => forge({ ...good, aud: 'https://other.example' }),
    'no audience': () => forge(without('aud')),
    'another issuer': () => forge({ ...good, iss: `${issuer}/` }),
    'no issuer': () => forge(without('iss')),
    'no expiry': () => forge(without('exp')),
    'an expiry that is a text': () => forge({ ...good, exp: `${at + 600}` as never }),
    'an expiry beyond any date': () => forge({ ...good, exp: 1e300 }),
    'no time of issue': () => forge(without('iat')),
    'a time of issue that is a text': () => forge({ ...good, iat: `${at}` as never }),
    'a time of issue to come': () => forge({ ...good, iat: at + 60 }),
    'not before a time to come': () => forge({ ...good, nbf: at + 60 }),
    'no subject': () => forge(without('sub')),
    'an empty subject': () => forge({ ...good, sub: '' }),
    'no session': () => forge(without('sid')),
    'no generation': () => forge(without('gen')),
    'a negative generation': () => forge({ ...good, gen: -1 }),
    'half a generation': () => forge({ ...good, gen: 1.5 }),
    'no proof': () => forge(without('auth_time')),
    'no scope': () => forge(without('scope')),
    'scopes as a list': () => forge({ ...good, scope: ['users:read'] }),
    'a payload that is a list': () =>
      new CompactSign(Buffer.from('[1]')).setProtectedHeader(header).sign(key.privateKey),
    'a payload that is no JSON': () =>
      new CompactSign(Buffer.from('hello')).setProtectedHeader(header).sign(key.privateKey),
    'a payload that is no JSON, typ JWT': () =>
      `${part({ alg: 'ES256', typ: 'JWT', kid: key.kid })}.${part('hello')}.${part('x')}`,
    'a header that is null': () => `${part('null')}.${part(good)}.${part('x')}`,
    'a header that is a list': () => `${part([header])}.${part(good)}.${part('x')}`,
    'a header that is no JSON': () => `${part('{')}.${part(good)}.${part('x')}`,
    'an empty signature': async () => `${(await forge(good)).split('.').slice(0, 2).join('.')}.`,
    'a signature of zeros (CVE-2022-21449)': async () =>
      `${(await forge(good)).split('.').slice(0, 2).join('.')}.${Buffer.alloc(64).toString('base64url')}`,
    'five parts': async () => `${await forge(good)}.x.y`,
    'over-long': () => forge({ ...good, filler: 'x'.repeat(5_000) }),
    nothing: () => '',
    'two dots': () => '..',
  };

  it.each(Object.entries(battery))('%s', async (_name, make) => expect(verdict(await make())).toBe('invalid'));

  it('where any character of it was changed', async () => {
    const token = await forge(good);
    const end = token.length - 1; // The last character of the signature carries padding bits.
    for (let place = 0; place < end; place += 7) {
      const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
      expect(verdict(changed)).toBe('invalid');
    }
  });

  it('whatever the text, and never by an exception', () => {
    const segment = fc.oneof(
      fc.base64String(),
      fc.json().map(part),
      fc.constantFrom(part(header), part({ ...header, typ: 'JWT' })),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(segment, { maxLength: 5 }).map((parts) => parts.join('.')),
        ),
        (text) => {
          expect(verdict(text)).toBe('invalid');
        },
      ),
      { numRuns: 500 },
    );
  });
});
