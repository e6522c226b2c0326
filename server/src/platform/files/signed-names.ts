import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';

const shape = /^([0-9a-f-]{36})\.([1-9]\d{9,11})\.([A-Za-z0-9_-]{43})$/;

/** What a signed name says once its signature holds. */
export interface SignedName {
  readonly fileId: string;
  readonly expiresAt: Date;
}

/**
 * Names under which files can be had for a while: the file, until when, and a MAC under a key of their own, made from the
 * sealing key. Nobody can guess one, prolong one or turn it into the name of another file.
 */
export class SignedNames {
  readonly #key: KeyObject;

  constructor(sealingKey: Buffer) {
    this.#key = createSecretKey(Buffer.from(hkdfSync('sha256', sealingKey, '', 'socle:file-names:1', 32)));
  }

  sign({ fileId, expiresAt }: SignedName): string {
    const claim = `${fileId}.${Math.floor(expiresAt.getTime() / 1000)}`;
    return `${claim}.${this.#macOf(claim)}`;
  }

  /** Null for what was not signed here, and for what has expired. */
  read(name: string, now: Date): SignedName | null {
    const [, fileId, seconds, mac] = shape.exec(name) ?? [];
    if (!fileId || !seconds || !mac) return null;
    if (!timingSafeEqual(Buffer.from(this.#macOf(`${fileId}.${seconds}`)), Buffer.from(mac))) return null;
    const expiresAt = new Date(Number(seconds) * 1000);
    return expiresAt > now ? { fileId, expiresAt } : null;
  }

  #macOf(claim: string): string {
    return createHmac('sha256', this.#key).update(claim).digest('base64url');
  }
}
