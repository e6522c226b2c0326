import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MasterKeys, Sealer } from '#kernel/ports.js';
import { keyLength, readSecret, writeNewKey } from './key-files.js';
import { createSealer } from './sealer.js';

const folderOf = (dir: string): string => join(dir, 'vault');
const fileOf = (dir: string, version: number): string => join(folderOf(dir), `${String(version).padStart(4, '0')}.key`);

/** The versions of the vault's master keys that there are files of, oldest first. */
export function masterKeyVersions(dir: string): number[] {
  if (!existsSync(folderOf(dir))) return [];
  return readdirSync(folderOf(dir))
    .flatMap((name) => /^(\d{4,9})\.key$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
}

/** Makes the master key of a version; answers its file. */
export function addMasterKey(dir: string, version: number): string {
  const key = randomBytes(keyLength);
  try {
    return writeNewKey(fileOf(dir, version), key);
  } finally {
    key.fill(0);
  }
}

function open(file: string): Sealer {
  const secret = readSecret(file);
  try {
    return createSealer(secret);
  } finally {
    secret.fill(0);
  }
}

/** The master keys of an instance. A file is read when its version is first met, so that a running server learns of a rotation. */
export function openMasterKeys(dir: string): MasterKeys {
  const opened = new Map<number, Sealer>();
  return {
    versions: () => masterKeyVersions(dir),
    fileOf: (version) => fileOf(dir, version),
    sealerOf(version) {
      const known = opened.get(version);
      if (known) return known;
      if (!Number.isSafeInteger(version) || !existsSync(fileOf(dir, version))) return null;
      const sealer = open(fileOf(dir, version));
      opened.set(version, sealer);
      return sealer;
    },
  };
}
