// Catalogue: V5, V10, T21: with a master key that is missing or wrong nothing is served and nothing is written.
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from '#house/build-info.js';
import { newId } from '#kernel/entity.js';
import { addMasterKey } from '#platform/crypto/master-keys.js';
import { commandsIn } from '#test/contract/command.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { incidentsOf, keep, readBy } from './vault-file.js';

let house: TestHouse;
let file: string;
let whole: Buffer;
beforeAll(async () => {
  house = await openTestHouse();
  await keep(await house.person());
  await house.app.close();
  file = join(house.folder, 'keys', 'vault', '0001.key');
  whole = readFileSync(file);
});
afterEach(() => {
  writeFileSync(file, whole);
  chmodSync(file, 0o600);
});
afterAll(() => rmSync(house.folder, { recursive: true }));

const digest = (): string =>
  createHash('sha256')
    .update(readFileSync(join(house.folder, 'vault.db')))
    .digest('hex');

const damages: Record<string, [act: () => void, said: RegExp]> = {
  missing: [() => rmSync(file), /0001\.key, a master key of the vault, is missing/],
  'another one': [
    () => writeFileSync(file, randomBytes(32)),
    /0001\.key is not the master key that this vault was sealed with/,
  ],
  'one bit off': [
    () =>
      writeFileSync(
        file,
        whole.map((byte, at) => (at === 31 ? byte ^ 1 : byte)),
      ),
    /0001\.key is not the master key that this vault was sealed with/,
  ],
  'cut short': [() => truncateSync(file, 31), /0001\.key must hold exactly 32 bytes/],
  'open to others': [() => chmodSync(file, 0o640), /0001\.key is open to others/],
};

describe.each(Object.entries(damages))('a master key that is %s', (_what, [damage, said]) => {
  it('keeps the house shut, and leaves the vault as it is', async () => {
    const before = digest();
    damage();
    const opening = openTestHouse({ DATA_DIR: house.folder });
    await expect(opening).rejects.toMatchObject({ name: 'KeyError', message: expect.stringMatching(said) as string });
    expect(digest()).toBe(before);
  });

  it('is found by doctor, which says what to do', async () => {
    damage();
    const { code, out } = await commandsIn(house.folder)(['doctor']);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^✗ (keys|master keys): .*${said.source}\\. To do: \\S.*$`, 'm'));
  });
});

it('ends the server with 78 and one sentence', { timeout: 30_000 }, async () => {
  rmSync(file);
  const env = { PATH: process.env['PATH'], DATA_DIR: house.folder, PORT: '0', METRICS_PORT: '0' };
  const child = spawn(process.execPath, [builtProgram('main.js')], { env, timeout: 25_000 });
  const [error, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(code).toBe(78);
  expect(error.trimEnd().split('\n')).toHaveLength(1);
  expect(error).toMatch(/a master key of the vault, is missing\. To do: restore it from a backup of the keys/);
});

it('that make-keys made anew opens nothing: the right one is still wanted', async () => {
  rmSync(file);
  const { out } = await commandsIn(house.folder)(['make-keys']);
  expect(out).toContain('0001.key');
  await expect(openTestHouse({ DATA_DIR: house.folder })).rejects.toThrow(/is not the master key/);
});

it('that a running house does not have yet closes what it wraps, is no damage, and is met once it is there', async () => {
  const running = await openTestHouse();
  const person = await running.person();
  await keep(person);
  const elsewhere = mkdtempSync(join(tmpdir(), 'socle-keys-'));
  cpSync(join(running.folder, 'keys'), elsewhere, { recursive: true });
  const other = await openTestHouse({ DATA_DIR: running.folder, KEYS_DIR: elsewhere });
  const { rotation } = other.app.house.open({ requestId: newId() }).services.vault;
  const makeKey = (version: number): void => void addMasterKey(elsewhere, version);
  await rotation.run(makeKey, () => undefined);
  expect(await readBy(person)).toMatchObject({ status: 503, failed: ['personalData:UNAVAILABLE'] });
  expect(await incidentsOf(running, person)).toEqual([]);
  expect(running.lines.some((line) => line.includes('vault.key_missing'))).toBe(true);
  cpSync(elsewhere, join(running.folder, 'keys'), { recursive: true });
  expect((await readBy(person)).failed).toEqual([]);
  await other.app.close();
  await running.close();
  rmSync(elsewhere, { recursive: true });
});

describe('a house that was never opened', () => {
  it('makes its master key outside production only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'socle-first-'));
    const production = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://socle.example',
      METRICS_TOKEN: 'a-token-that-is-long-enough',
      LIMITS_FACTOR: '1',
      DATA_DIR: folder,
    };
    await expect(openTestHouse(production)).rejects.toMatchObject({ name: 'KeyError' });
    const first = await openTestHouse({ DATA_DIR: folder });
    rmSync(join(folder, 'keys', 'vault'), { recursive: true });
    await first.app.close();
    rmSync(join(folder, 'vault.db'));
    await expect(openTestHouse(production)).rejects.toThrow(/0001\.key, the master key of the vault, is missing/);
    const upgraded = await openTestHouse({ DATA_DIR: folder });
    expect(readFileSync(join(folder, 'keys', 'vault', '0001.key'))).toHaveLength(32);
    await upgraded.close();
  });
});
