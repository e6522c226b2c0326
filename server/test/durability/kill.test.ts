// Catalogue: D1, D2, D6: what was acknowledged is there after kill -9 at any instant, and nothing is half.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { commandsIn } from '#test/contract/command.js';
import { sized } from '#test/sized.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';
import { examine, placeIn } from './examine.js';
import { Load, randomFrom } from './load.js';

const slices = sized(1, 8);
const kills = sized(2, 25);
const clients = 4;
/** Acts that are acknowledged before the end may come, and how much later it comes at most. */
const warmUp = 8;
const latestMs = 400;
const environment = { PUBLIC_URL: 'http://localhost:4000' };

/** The same one plays the same acts and waits again, as far as the machine keeps its pace. */
const seed = Number(process.env['SOCLE_TEST_SEED'] ?? Date.now() % 1_000_000);

describe.each(Array.from({ length: slices }, (_, slice) => seed + slice))('kill -9 under load (seed %i)', (own) => {
  const folder = throwAwayFolder();
  const dataDir = join(folder.path, 'data');
  let server: BuiltServer | undefined;
  afterAll(async () => {
    server?.process.kill('SIGKILL');
    await server?.ended;
    folder.remove();
  });

  it(
    `at ${kills} instants loses nothing that was acknowledged`,
    { timeout: 60_000 + kills * 15_000 },
    async ({ annotate }) => {
      const random = randomFrom(own);
      const load = new Load(random, clients);
      server = await startBuiltServer(dataDir, environment);
      for (let kill = 1; kill <= kills; kill += 1) {
        const before = load.count('done');
        let isOver = false;
        const running = load.run(server.port, () => isOver);
        while (load.count('done') - before < warmUp) await pause(5);
        await pause(random() * latestMs);
        isOver = true;
        server.process.kill('SIGKILL');
        await Promise.all([running, server.ended]);
        server = await startBuiltServer(dataDir, environment);
        await examine(placeIn(dataDir), server.port, load.subjects, load.takeTouched());
      }
      await annotate(JSON.stringify(load.counts));
      expect(load.surprises).toEqual([]);
      expect(load.count('lost')).toBeGreaterThan(0);
      const { code, err } = await commandsIn(dataDir)(['verify-audit'], environment);
      expect([code, err]).toEqual([0, '']);
    },
  );
});
