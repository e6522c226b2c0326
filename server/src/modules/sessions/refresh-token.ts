import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';
import { isId } from '#kernel/entity.js';

const version = 'srt1';
const shape = /^srt1\.([0-9a-f-]{36})\.([1-9]\d{0,8})\.([A-Za-z0-9_-]{43})$/;

/** What a refresh token claims; nothing is proven before `proves` has seen the session's key. */
export interface PresentedToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly mac: string;
}

/** A session's own key: 256 random bits, kept sealed. */
export const newTokenKey = (): Buffer => randomBytes(32);

function macOf(key: Buffer, sessionId: string, generation: number): string {
  // Node takes a key object over faster than bytes.
  return createHmac('sha256', createSecretKey(key)).update(`${version}.${sessionId}.${generation}`).digest('base64url');
}

/**
 * The refresh token of a generation: version, session, generation, MAC (security.md 3.1, rule 1). It follows from
 * the key, so parallel callers get the same successor and nothing readable is stored.
 */
export function refreshTokenOf(key: Buffer, sessionId: string, generation: number): string {
  return `${version}.${sessionId}.${generation}.${macOf(key, sessionId, generation)}`;
}

/** The parts of what looks like a refresh token, otherwise null. */
export function parseRefreshToken(text: string): PresentedToken | null {
  const [, sessionId, generation, mac] = shape.exec(text) ?? [];
  if (!sessionId || !generation || !mac || !isId(sessionId)) return null;
  return { sessionId, generation: Number(generation), mac };
}

/** True where the token was made with this key; a forged one proves nothing and changes nothing (catalogue T12). */
export function proves(key: Buffer, { sessionId, generation, mac }: PresentedToken): boolean {
  return timingSafeEqual(Buffer.from(macOf(key, sessionId, generation)), Buffer.from(mac));
}
