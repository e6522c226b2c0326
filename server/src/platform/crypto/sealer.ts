import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Sealer } from '#kernel/ports.js';

const format = 1;
const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM; layout: format byte, nonce, tag, ciphertext. The context is authenticated with it (catalogue V1). */
export function createSealer(secret: Buffer): Sealer {
  // As a key object it is taken over once; bytes would be at every call, for ten times the rest of the work.
  const key = createSecretKey(secret);
  const bind = (context: string): Buffer => Buffer.from(`socle:${format}:${context}`);
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bind(context));
      const body = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), body]);
    },
    unseal(sealed, context) {
      if (sealed[0] !== format) throw new Error('sealed in an unknown format');
      const nonce = sealed.subarray(1, 1 + nonceLength);
      const tag = sealed.subarray(1 + nonceLength, 1 + nonceLength + tagLength);
      const body = sealed.subarray(1 + nonceLength + tagLength);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
        .setAAD(bind(context))
        .setAuthTag(tag);
      const secret = decipher.update(body);
      // Nothing is left for `final` but to check the tag; a copy would be one more place for the secret to linger (catalogue V9).
      decipher.final();
      return secret;
    },
  };
}
