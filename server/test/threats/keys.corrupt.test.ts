// Catalogue: T21: with a key that is broken the house does not open, and does not show what the file holds.
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';

const pemOf = (namedCurve: string): string =>
  generateKeyPairSync('ec', {
    namedCurve,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

describe('a house in use whose keys are corrupt', () => {
  let house: TestHouse;
  let sealing: string;
  let signing: string;
  let whole: Map<string, Buffer>;
  let secrets: string[];

  beforeAll(async () => {
    house = await openTestHouse();
    await house.person();
    await house.app.close();
    const keys = join(house.folder, 'keys');
    const [name = ''] = readdirSync(join(keys, 'signing'));
    sealing = join(keys, 'sealing.key');
    signing = join(keys, 'signing', name);
    whole = new Map([sealing, signing].map((file) => [file, readFileSync(file)]));
    const bytes = readFileSync(sealing);
    const [, line = ''] = readFileSync(signing, 'utf8').split('\n');
    secrets = [bytes.toString('base64'), bytes.toString('hex'), line];
    expect(line).toHaveLength(64);
  });
  afterEach(() => {
    for (const [file, bytes] of whole) writeFileSync(file, bytes, { mode: 0o600 });
  });
  afterAll(() => rmSync(house.folder, { recursive: true }));

  const damages: Record<string, () => void> = {
    'a sealing key that was cut short': () => truncateSync(sealing, 31),
    'an empty sealing key': () => truncateSync(sealing, 0),
    'a sealing key with a line end more': () => writeFileSync(sealing, '\n', { flag: 'a' }),
    'a signing key that was cut short': () => truncateSync(signing, 100),
    'an empty signing key': () => truncateSync(signing, 0),
    'a signing key of zeros': () => writeFileSync(signing, Buffer.alloc(241)),
    'a signing key on another curve': () => writeFileSync(signing, pemOf('P-384')),
    'no signing key': () => rmSync(signing),
    'no sealing key': () => rmSync(sealing),
  };

  it.each(Object.entries(damages))('stays shut: %s', async (_name, damage) => {
    damage();
    const opening = openTestHouse({ DATA_DIR: house.folder });
    await expect(opening).rejects.toMatchObject({ name: 'KeyError' });
    const told = await opening.catch(String);
    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  it('opens again once they are back', async () => {
    const again = await openTestHouse({ DATA_DIR: house.folder });
    expect((await again.visitor().send('{ __typename }')).status).toBe(200);
    await again.app.close();
  });
});
