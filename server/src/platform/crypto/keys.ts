import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KeyError } from '#kernel/operator-error.js';
import type { MasterKeys } from '#kernel/ports.js';
import { makeFolder } from '../folder.js';
import { keyLength, readPrivately, readSecret, writeNewKey } from './key-files.js';
import { addMasterKey, masterKeyVersions, openMasterKeys } from './master-keys.js';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The keys of one instance. */
export interface KeyRing {
  /** Oldest first; the newest signs. */
  readonly signing: readonly [SigningKey, ...SigningKey[]];
  readonly sealing: Buffer;
  /** Seals the journal's entries. */
  readonly journal: Buffer;
  /** Hashes who was erased. */
  readonly erasure: Buffer;
  /** Wrap the keys of people. */
  readonly master: MasterKeys;
}

const secretFiles = { sealing: 'sealing.key', journal: 'journal.key', erasure: 'erasure.key' } as const;
const signingFolder = 'signing';

/** The key's thumbprint (RFC 7638), so that the same key always has the same id. */
export function thumbprint(publicKey: KeyObject): string {
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
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
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = join(dir, signingFolder, `${now.toISOString().replaceAll(':', '-')}.pem`);
  return writeNewKey(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

/** The id of a signing key's file. */
export const keyIdOf = (file: string): string => readSigningKey(file).kid;

/** True where there is no key at all: an instance that never started. */
export const hasNoKeys = (dir: string): boolean =>
  signingFiles(dir).length === 0 &&
  !Object.values(secretFiles).some((name) => existsSync(join(dir, name))) &&
  masterKeyVersions(dir).length === 0;

/** Makes the keys that are missing; answers the files it made. */
export function makeMissingKeys(dir: string, now: Date): string[] {
  makeFolder(dir);
  const made: string[] = [];
  if (signingFiles(dir).length === 0) made.push(addSigningKey(dir, now));
  for (const name of Object.values(secretFiles)) {
    const file = join(dir, name);
    if (!existsSync(file)) made.push(writeNewKey(file, randomBytes(keyLength)));
  }
  if (masterKeyVersions(dir).length === 0) made.push(addMasterKey(dir, 1));
  return made;
}

/** Reads the keys; throws KeyError naming the file that is missing, broken or open to others (catalogue T21: fail closed). */
export function readKeyRing(dir: string): KeyRing {
  const [first, ...rest] = signingFiles(dir).map((name) => readSigningKey(join(dir, signingFolder, name)));
  if (!first) throw new KeyError(`there is no signing key in ${join(dir, signingFolder)}`);
  const secret = (name: keyof typeof secretFiles): Buffer => readSecret(join(dir, secretFiles[name]));
  const master = openMasterKeys(dir);
  for (const version of master.versions()) master.sealerOf(version);
  return {
    signing: [first, ...rest],
    sealing: secret('sealing'),
    journal: secret('journal'),
    erasure: secret('erasure'),
    master,
  };
}
