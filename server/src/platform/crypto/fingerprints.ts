import { createHash } from 'node:crypto';
import { readSecret } from './key-files.js';
import type { KeyRing } from './keys.js';

/** Names a secret key without telling it: 32 random bytes cannot be found from their hash. */
const fingerprint = (purpose: string, key: Buffer): string =>
  createHash('sha256').update(`socle:fingerprint:${purpose}:`).update(key).digest('base64url');

function ofMasterKey(file: string): string {
  const key = readSecret(file);
  try {
    return fingerprint('vault', key);
  } finally {
    key.fill(0);
  }
}

/** By name, the keys without which something in the databases can never be read, or verified, again. */
export type Fingerprints = Readonly<Record<string, string>>;

/** The fingerprints of a ring. Signing keys are not among them: a lost one costs only a refresh. */
export const fingerprintsOf = ({ sealing, journal, master }: KeyRing): Fingerprints => ({
  sealing: fingerprint('sealing', sealing),
  journal: fingerprint('journal', journal),
  ...Object.fromEntries(master.versions().map((version) => [`vault ${version}`, ofMasterKey(master.fileOf(version))])),
});
