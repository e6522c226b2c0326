// Catalogue: T21, V10, P2.
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyError } from '#kernel/operator-error.js';
import { addSigningKey, makeMissingKeys, readKeyRing } from './keys.js';

const day = (number: number): Date => new Date(`2026-01-0${number}`);

describe('the keys of an instance', () => {
  let folder: string;
  beforeEach(() => void (folder = join(mkdtempSync(join(tmpdir(), 'socle-keys-')), 'keys')));
  afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));

  it('are made once, for their owner only', () => {
    const made = makeMissingKeys(folder, day(1));
    expect(made).toHaveLength(5);
    for (const file of made) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const before = readKeyRing(folder);
    expect(makeMissingKeys(folder, day(2))).toEqual([]);
    expect(readKeyRing(folder).sealing).toEqual(before.sealing);
    expect(readKeyRing(folder).signing[0].kid).toBe(before.signing[0].kid);
  });

  it('a new signing key comes last, and the old one stays', () => {
    makeMissingKeys(folder, day(1));
    const [old] = readKeyRing(folder).signing;
    addSigningKey(folder, day(2));
    expect(readKeyRing(folder).signing.map(({ kid }) => kid)).toEqual([old.kid, expect.not.stringMatching(old.kid)]);
  });

  it('are missed by name', () => {
    expect(() => readKeyRing(folder)).toThrow(KeyError);
    makeMissingKeys(folder, day(1));
    unlinkSync(join(folder, 'sealing.key'));
    expect(() => readKeyRing(folder)).toThrow(/sealing\.key is missing/);
  });

  it('are refused where they are broken, without showing what they hold', () => {
    makeMissingKeys(folder, day(1));
    writeFileSync(join(folder, 'sealing.key'), 'too short');
    expect(() => readKeyRing(folder)).toThrow(/sealing\.key must hold exactly 32 bytes/);
    mkdirSync(join(folder, 'signing'), { recursive: true });
    writeFileSync(join(folder, 'signing', '0.pem'), 'not a key', { mode: 0o600 });
    expect(() => readKeyRing(folder)).toThrow(/0\.pem is not a private key for ES256/);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    writeFileSync(join(folder, 'signing', '0.pem'), other);
    expect(() => readKeyRing(folder)).toThrow(/0\.pem is not a private key for ES256/);
  });

  it.skipIf(process.platform === 'win32').each([
    ['the group that reads', 0o640],
    ['the group that writes', 0o620],
    ['everybody', 0o604],
  ])('are refused where their files are open to %s', (_who, mode) => {
    for (const file of makeMissingKeys(folder, day(1))) {
      chmodSync(file, mode);
      expect(() => readKeyRing(folder)).toThrow(
        expect.objectContaining({ message: `${file} is open to others`, cure: `chmod 600 ${file}` }),
      );
      chmodSync(file, 0o400);
      expect(() => readKeyRing(folder)).not.toThrow();
    }
  });
});
