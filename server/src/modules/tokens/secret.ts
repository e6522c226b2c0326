import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { apiTokenPrefix } from '#kernel/api-token.js';

const pattern = new RegExp(`^${apiTokenPrefix}[A-Za-z0-9_-]{43}[A-Za-z0-9_-]{6}$`);
const checksumLength = 6;
/** Enough to tell one's tokens apart, too little to help anybody guess: 24 of 256 bits. */
const shownLength = apiTokenPrefix.length + 4;

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64url');
}

/** A new secret: the prefix, 256 random bits, and a checksum, by which a typing error or a scanner's find is judged without a query. */
export function newSecret(): string {
  const text = `${apiTokenPrefix}${randomBytes(32).toString('base64url')}`;
  return `${text}${checksumOf(text)}`;
}

/** True for what a house like this one may have made. */
export function isWellFormed(secret: string): boolean {
  return pattern.test(secret) && checksumOf(secret.slice(0, -checksumLength)) === secret.slice(-checksumLength);
}

/** What is kept of a secret. It is random, so that a plain hash tells nothing of it. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Its first characters, by which its owner recognises it. */
export const prefixOf = (secret: string): string => secret.slice(0, shownLength);
