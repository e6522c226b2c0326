// Catalogue: D4: files that stay are a part of every backup, and what passes is missing after a restore.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupPlan, restorePlan } from '#house/backups.js';
import { readSettings } from '#house/settings.js';
import type { StoredFile } from '#kernel/files.js';
import { makeBackup } from '#platform/backup/make.js';
import { restoreBackup } from '#platform/backup/restore.js';
import { download, makeArchive } from '#test/archive.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { changing } from '#test/jobs.js';

let place: string;
let house: TestHouse;
let person: Person;
let file: StoredFile;

const at = (...parts: string[]): string => join(place, ...parts);
const settingsOf = (dataDir: string, environment: Record<string, string> = {}) =>
  readSettings({ NODE_ENV: 'test', DATA_DIR: dataDir, ...environment }, place);

async function keep(content: string): Promise<StoredFile> {
  const { files } = house.app.house.ports;
  const limits = { signal: new AbortController().signal, mostBytes: 1_000 };
  const taken = await files.take(Readable.from([Buffer.from(content)]), limits);
  const note = { name: 'app.tar', mediaType: 'application/x-tar', ownerId: person.id, expiresAt: null };
  return changing(house, (unit) => files.keep(unit, taken, note));
}

const backup = (name: string, environment?: Record<string, string>) =>
  makeBackup(at(name), backupPlan(settingsOf(house.folder, environment)));

/** Another place with the same keys. */
function newPlace(name: string): string {
  cpSync(join(house.folder, 'keys'), at(name, 'keys'), { recursive: true });
  return at(name);
}

const restore = (name: string, into: string, identity: string | null = null) =>
  restoreBackup(at(name), restorePlan(settingsOf(into), identity));

async function inRestored<T>(into: string, look: (restored: TestHouse) => Promise<T>): Promise<T> {
  const restored = await openTestHouse({ DATA_DIR: into });
  try {
    return await look(restored);
  } finally {
    await restored.app.close();
    rmSync(restored.folder, { recursive: true });
  }
}

async function contentIn(restored: TestHouse): Promise<string> {
  const { url } = restored.app.house.ports.files.linkTo(file);
  return (await download(restored, url, person.caller)).bytes.toString();
}

const contents = (folder: string): string[] =>
  readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /[0-9a-f]{64}$/.test(path),
  );

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'socle-backup-'));
  house = await openTestHouse();
  person = await house.person();
  file = await keep('what was built');
});
afterEach(async () => {
  await house.close();
  rmSync(place, { recursive: true });
});

it('brings back what stays; of an archive, only that there was one', async () => {
  const { id } = await makeArchive(house, person);
  const manifest = await backup('backup');
  expect(manifest).toMatchObject({ files: [{ content: file.sha256, file: `files/${file.sha256}` }], missing: [] });
  expect(statSync(at('backup', 'files')).mode & 0o077).toBe(0);
  expect(readFileSync(at('backup', 'files', file.sha256)).includes('built')).toBe(false);
  const into = newPlace('restored');
  await restore('backup', into);
  expect(contents(into)).toHaveLength(1);
  await inRestored(into, async (restored) => {
    expect(await contentIn(restored)).toBe('what was built');
    const caller = restored.visitor();
    caller.accessToken = person.caller.accessToken;
    const query = 'query ($id: ID!) { dataExport(id: $id) { status downloadUrl keptUntil } }';
    expect((await caller.send(query, { id })).data).toEqual({
      dataExport: { status: 'SUCCEEDED', downloadUrl: null, keptUntil: null },
    });
  });
});

it('encrypts them as well', async () => {
  const identity = await generateX25519Identity();
  writeFileSync(at('identity.txt'), identity);
  await backup('encrypted', { BACKUP_RECIPIENT: await identityToRecipient(identity) });
  expect(readdirSync(at('encrypted', 'files'))).toEqual([`${file.sha256}.age`]);
  const into = newPlace('decrypted');
  await restore('encrypted', into, at('identity.txt'));
  expect(await inRestored(into, contentIn)).toBe('what was built');
});

it('says which are lost, and is made all the same', async () => {
  await keep('another');
  rmSync(join(house.folder, 'files', file.sha256.slice(0, 2)), { recursive: true });
  const { files, missing } = await backup('backup');
  expect([files.length, missing]).toEqual([1, [file.sha256]]);
});

describe('a restore refuses', () => {
  it('a file of which a byte was changed, and leaves nothing', async () => {
    await backup('backup');
    const path = at('backup', 'files', file.sha256);
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]));
    const into = newPlace('restored');
    await expect(restore('backup', into)).rejects.toThrow('is not what was backed up');
    expect([contents(into), readdirSync(into).toSorted()]).toEqual([[], ['files', 'instance.lock', 'keys']]);
  });

  it('to write over files that are there', async () => {
    await backup('backup');
    const into = newPlace('restored');
    cpSync(join(house.folder, 'files'), join(into, 'files'), { recursive: true });
    await expect(restore('backup', into)).rejects.toThrow('there are files already');
    expect(contents(into)).toHaveLength(1);
  });
});
