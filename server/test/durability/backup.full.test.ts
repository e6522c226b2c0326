// Catalogue: D3, D4.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDatabase, mustRun, placeWithKeysOf, smallInstance, withFilesUpTo } from './backup.js';
import { throwAwayFolder } from './built-server.js';

const folder = throwAwayFolder();
const at = (...parts: string[]): string => join(folder.path, ...parts);
const dataDir = at('data');
/** Less than the database, more than what SQLite keeps beside it. */
const little = 65_536;

beforeAll(async () => {
  await smallInstance(dataDir);
  await mustRun(dataDir)(['backup', at('backup')]);
}, 60_000);
afterAll(() => folder.remove());

describe.runIf(process.platform !== 'win32')('a disk that takes no more', () => {
  it('ends a backup in the middle, which leaves nothing; the next one goes through', { timeout: 60_000 }, async () => {
    const { code, err } = await withFilesUpTo(little, dataDir, 'backup', at('full', 'backup'));
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^the disk of .* refuses to be written \(\w+\)\. To do: make room\n$/),
    ]);
    expect(readdirSync(at('full'))).toEqual([]);
    await mustRun(dataDir)(['backup', at('full', 'backup')]);
  });

  it('ends a restore in the middle, which leaves nothing; the next one goes through', { timeout: 60_000 }, async () => {
    const place = placeWithKeysOf(dataDir, at('place'));
    const { code, err } = await withFilesUpTo(little, place, 'restore', at('backup'));
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^the disk of .* refuses to be written \(\w+\)\. To do: make room\n$/),
    ]);
    expect([hasDatabase(place), existsSync(join(place, 'restore.unfinished'))]).toEqual([false, false]);
    expect(readdirSync(place).toSorted()).toEqual(['instance.lock', 'keys']);
    await mustRun(place)(['restore', at('backup')]);
  });
});
