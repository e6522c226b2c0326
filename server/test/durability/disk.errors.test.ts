// Catalogue: D1, D3: one write in ten fails, or one flush, of each file in turn.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '#test/sized.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';
import { compileWriteErrors } from './disks.js';
import { examine, pendingIn, placeIn } from './examine.js';
import { Load, randomFrom } from './load.js';

/** How many acts are to be refused, by the file that is struck. */
const refusals = { ledger: sized(2, 30), vault: sized(10, 250), main: sized(20, 500) };
const clients = 4;
const seed = Number(process.env['SOCLE_TEST_SEED'] ?? Date.now() % 1_000_000);

const folder = throwAwayFolder();
const dataDir = join(folder.path, 'data');
const place = placeIn(dataDir);
const control = join(folder.path, 'failing');
const compiled = compileWriteErrors(folder.path);
const cannot = typeof compiled === 'string' ? compiled : undefined;
const load = new Load(randomFrom(seed), clients);
let server: BuiltServer;

beforeAll(async () => {
  if (typeof compiled === 'string') return;
  server = await startBuiltServer(dataDir, {
    PUBLIC_URL: 'http://localhost:4000',
    LD_PRELOAD: compiled.library,
    WRITE_ERRORS: control,
    WRITE_ERRORS_SEED: String(seed),
  });
});
afterAll(async () => {
  server?.process.kill('SIGKILL');
  await server?.ended;
  folder.remove();
});

describe(`one write in ten fails (seed ${seed})`, () => {
  it.for(Object.keys(refusals) as (keyof typeof refusals)[])(
    'of the %s: what is acknowledged is kept, the rest is refused for now, and it recovers by itself',
    { timeout: sized(60_000, 600_000) },
    async (name, { annotate, skip }) => {
      skip(cannot !== undefined, cannot);
      // The ledger is written by those who leave alone.
      load.leaving = name === 'ledger' ? 0.5 : 0.1;
      const before = load.count('refused');
      writeFileSync(control, place[name]);
      const isOver = (): boolean => load.count('refused') - before >= refusals[name] || load.count('lost') > 0;
      await load.run(server.port, isOver);
      // What is done a moment after a change meets the same disk.
      await pause(1_200);
      rmSync(control);
      expect(server.process.exitCode, server.lines.at(-1)).toBeNull();
      await annotate(JSON.stringify(load.counts));
      expect([load.count('lost'), load.surprises]).toEqual([0, []]);
      await expect.poll(() => pendingIn(place), { timeout: 30_000 }).toEqual([]);
      await examine(place, server.port, load.subjects, load.takeTouched());
    },
  );
});
