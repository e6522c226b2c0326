import { createHash } from 'node:crypto';
import type { KeyRing } from './keys.js';

/** Names a secret key without telling it: 32 random bytes cannot be found from their hash. */
const fingerprint = (purpose: string, key: Buffer): string =>
  createHash('sha256').update(`socle:fingerprint:${purpose}:`).update(key).digest('base64url');

/** By name, the keys without which something in the databases can never be read, or verified, again. */
export type Fingerprints = Readonly<Record<string, string>>;

/** The fingerprints of a ring. Signing keys are not among them: a lost one costs only a refresh. */
export const fingerprintsOf = ({ sealing, journal }: KeyRing): Fingerprints => ({
  sealing: fingerprint('sealing', sealing),
  journal: fingerprint('journal', journal),
});
