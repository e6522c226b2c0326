import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../folder.js';
import { OperatorError } from '../operator-error.js';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The keys of one instance, oldest first; the newest signs. */
export interface KeyRing {
  readonly signing: readonly [SigningKey, ...SigningKey[]];
  readonly sealing: Buffer;
  /** Seals the journal's entries. */
  readonly journal: Buffer;
}

const restoreOrMake = 'restore it from a backup, or make new ones: npm run socle -- make-keys';

/** What is wrong with the keys, for an operator, and what to do. */
export class KeyError extends OperatorError {
  override readonly name = 'KeyError';

  constructor(message: string, { cure = restoreOrMake, ...options }: ErrorOptions & { readonly cure?: string } = {}) {
    super(message, cure, options);
  }
}

const secretFiles = { sealing: 'sealing.key', journal: 'journal.key' } as const;
const signingFolder = 'signing';

/** The key's thumbprint (RFC 7638), so that the same key always has the same id. */
export function thumbprint(publicKey: KeyObject): string {
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** Reads a key that nobody else can read or write; Windows keeps no such modes. */
function readPrivately(file: string): Buffer {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new KeyError(`${file} is open to others`, { cure: `chmod 600 ${file}` });
  return readFileSync(file);
}

function readSigningKey(file: string): SigningKey {
  const pem = readPrivately(file);
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('not on P-256');
    const publicKey = createPublicKey(privateKey);
    return { kid: thumbprint(publicKey), privateKey, publicKey };
  } catch (cause) {
    throw new KeyError(`${file} is not a private key for ES256`, { cause });
  }
}

function signingFiles(dir: string): string[] {
  const folder = join(dir, signingFolder);
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.pem'))
        .sort()
    : [];
}

/** Adds a signing key, which signs from the next start on; answers its file. */
export function addSigningKey(dir: string, now: Date): string {
  const folder = join(dir, signingFolder);
  makeFolder(folder);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(folder, `${now.toISOString().replaceAll(':', '-')}.pem`);
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return file;
}

/** The id of a signing key's file. */
export const keyIdOf = (file: string): string => readSigningKey(file).kid;

/** True where there is no key at all: an instance that never started. */
export const hasNoKeys = (dir: string): boolean =>
  signingFiles(dir).length === 0 && !Object.values(secretFiles).some((name) => existsSync(join(dir, name)));

/** Makes the keys that are missing; answers the files it made. */
export function makeMissingKeys(dir: string, now: Date): string[] {
  makeFolder(dir);
  const made: string[] = [];
  if (signingFiles(dir).length === 0) made.push(addSigningKey(dir, now));
  for (const name of Object.values(secretFiles)) {
    const file = join(dir, name);
    if (existsSync(file)) continue;
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
    made.push(file);
  }
  return made;
}

function readSecret(file: string): Buffer {
  if (!existsSync(file)) throw new KeyError(`${file} is missing`);
  const secret = readPrivately(file);
  if (secret.length !== 32) throw new KeyError(`${file} must hold exactly 32 bytes`);
  return secret;
}

/** Reads the keys; throws KeyError naming the file that is missing, broken or open to others (catalogue T21: fail closed). */
export function readKeyRing(dir: string): KeyRing {
  const [first, ...rest] = signingFiles(dir).map((name) => readSigningKey(join(dir, signingFolder, name)));
  if (!first) throw new KeyError(`there is no signing key in ${join(dir, signingFolder)}`);
  const secret = (name: keyof typeof secretFiles): Buffer => readSecret(join(dir, secretFiles[name]));
  return { signing: [first, ...rest], sealing: secret('sealing'), journal: secret('journal') };
}
