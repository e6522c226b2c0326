import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { KeyError } from '#kernel/operator-error.js';
import { writeDurably } from '../durable.js';
import { makeFolder } from '../folder.js';

/** The bytes of a symmetric key of ours. */
export const keyLength = 32;

/** Reads a key that nobody else can read or write; Windows keeps no such modes. */
export function readPrivately(file: string): Buffer {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new KeyError(`${file} is open to others`, { cure: `chmod 600 ${file}` });
  return readFileSync(file);
}

/** Reads a symmetric key. */
export function readSecret(file: string): Buffer {
  if (!existsSync(file)) throw new KeyError(`${file} is missing`);
  const secret = readPrivately(file);
  if (secret.length !== keyLength) throw new KeyError(`${file} must hold exactly ${keyLength} bytes`);
  return secret;
}

/** Writes a new key for its owner only, down to the disk: what is about to be sealed with it will need it. */
export function writeNewKey(file: string, key: Buffer | string): string {
  makeFolder(dirname(file));
  writeDurably(file, key);
  return file;
}
