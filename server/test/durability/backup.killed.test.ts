// Catalogue: D4.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, commandsIn } from '#test/contract/command.js';
import { sized } from '#test/sized.js';
import { hasDatabase, mustRun, placeWithKeysOf, readFrom, smallInstance } from './backup.js';
import { throwAwayFolder } from './built-server.js';

const folder = throwAwayFolder();
const at = (...parts: string[]): string => join(folder.path, ...parts);
const dataDir = at('data');
const killAt = fileURLToPath(new URL('kill-at.mjs', import.meta.url));
/** Which of its steps a command is killed at: every one, or each seventh. */
const stride = sized(7, 1);

/** Runs a command that is killed before a step; true where it was. */
function killedAt(step: number, place: string, settings: Record<string, string>, ...args: string[]): Promise<boolean> {
  const killing = { KILL_AT_STEP: String(step), KILL_IN_FOLDER: place };
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', ...settings, ...killing };
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', killAt, cli, ...args], { env }, (error) =>
      resolve(error?.signal === 'SIGKILL'),
    );
  });
}

beforeAll(async () => {
  await smallInstance(dataDir);
  await mustRun(dataDir)(['backup', at('backup')]);
}, 60_000);
afterAll(() => folder.remove());

describe('kill -9', () => {
  it(
    'at any step of a backup leaves nothing, or all of it; and the next one goes through',
    { timeout: 120_000 },
    async () => {
      let step = 1;
      for (; ; step += stride) {
        const place = at(`made-${step}`);
        const dir = join(place, 'backup');
        const killed = await killedAt(step, place, { DATA_DIR: dataDir }, 'backup', dir);
        if (existsSync(dir)) await mustRun(placeWithKeysOf(dataDir, at(`from-${step}`)))(['restore', dir]);
        if (!killed) break;
        if (!existsSync(dir)) await mustRun(dataDir)(['backup', dir]);
        expect(readdirSync(place)).toEqual(['backup']);
      }
      expect(step).toBeGreaterThan(10);
    },
  );

  it(
    'at any step of a restore leaves nothing, all of it, or what nothing starts with',
    { timeout: 120_000 },
    async () => {
      let [step, refused] = [1, 0];
      for (; ; step += stride) {
        const place = placeWithKeysOf(dataDir, at(`restored-${step}`));
        const killed = await killedAt(step, place, { DATA_DIR: place }, 'restore', at('backup'));
        if (!killed) break;
        const hasMark = existsSync(join(place, 'restore.unfinished'));
        if (hasMark) {
          refused += 1;
          const { code, err } = await commandsIn(place)(['migrate', '--check']);
          expect([code, err]).toEqual([
            1,
            expect.stringMatching(/a restore into .* did not finish\. To do: run it again/),
          ]);
        } else if (hasDatabase(place)) continue;
        await mustRun(place)(['restore', at('backup')]);
        expect(readFrom(join(place, 'main.db'), 'select pseudo from "user"')).toHaveLength(10);
        expect(readdirSync(place).toSorted()).toEqual(['instance.lock', 'keys', 'main.db', 'vault.db']);
      }
      expect(refused).toBeGreaterThan(1);
    },
  );
});
