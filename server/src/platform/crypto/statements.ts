import jwt from 'jsonwebtoken';
import type { KeyObject } from 'node:crypto';
import type { SigningKey } from './keys.js';

/** What a statement turned out to be: its content, or why it proves nothing. */
export type Reading<Content> = Content | 'foreign key' | 'not signed';

/** Statements of this instance that whoever has its public keys can check: compact JWS, ES256 (RFC 7515). */
export class Statements {
  readonly #current: SigningKey;
  readonly #publicKeys: ReadonlyMap<string, KeyObject>;

  constructor(keys: readonly [SigningKey, ...SigningKey[]]) {
    this.#current = keys[keys.length - 1] ?? keys[0];
    this.#publicKeys = new Map(keys.map(({ kid, publicKey }) => [kid, publicKey]));
  }

  /** The id of the key that signs now. */
  get kid(): string {
    return this.#current.kid;
  }

  /** `typ` keeps one kind of statement from passing for another (RFC 8725, 3.11). */
  sign(typ: string, content: object): string {
    const header = { alg: 'ES256', typ, kid: this.#current.kid };
    return jwt.sign(content, this.#current.privateKey, { algorithm: 'ES256', header, noTimestamp: true });
  }

  /** What a statement of this kind says, where a key of this instance signed it. */
  read<Content extends object>(typ: string, statement: string): Reading<Content> {
    const key = this.#publicKeys.get(kidOf(statement) ?? '');
    return key ? readSigned<Content>(typ, statement, key) : 'foreign key';
  }

  publicKey(kid: string): KeyObject | undefined {
    return this.#publicKeys.get(kid);
  }
}

/** The key that a statement names. */
export const kidOf = (statement: string): string | undefined => jwt.decode(statement, { complete: true })?.header.kid;

/** What a statement of this kind says, where this key signed it. */
export function readSigned<Content extends object>(
  typ: string,
  statement: string,
  key: KeyObject,
): Exclude<Reading<Content>, 'foreign key'> {
  try {
    const { header, payload } = jwt.verify(statement, key, { algorithms: ['ES256'], complete: true });
    return header.typ === typ && typeof payload === 'object' ? (payload as unknown as Content) : 'not signed';
  } catch {
    return 'not signed';
  }
}
