import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#house/app.js';
import { readSettings } from '#house/settings.js';
import { createLog } from '#platform/telemetry/log.js';
import { Caller } from '#test/caller.js';
import type { Person, TestHouse } from '#test/house.js';

/** Another process on the same database, as far as one process can be two. */
export interface SecondHouse {
  /** The same person, who comes in through the other door. */
  callerOf(person: Person): Caller;
  close(): Promise<void>;
}

/** Opens a second house on the first one's data, with nothing in common but the files and the clock. */
export async function openSecondHouse(house: TestHouse): Promise<SecondHouse> {
  const clientFolder = mkdtempSync(join(tmpdir(), 'socle-second-'));
  const environment = {
    NODE_ENV: 'test',
    DATA_DIR: house.folder,
    PUBLIC_URL: 'http://localhost:4000',
    LIMITS_FACTOR: '1000',
  };
  const app = await createApp({
    settings: readSettings(environment, house.folder),
    log: createLog('silent'),
    clock: house.clock,
    clientFolder,
  });
  await app.http.ready();
  return {
    callerOf: ({ caller }) => new Caller(app.http, { authorization: `Bearer ${caller.accessToken}` }),
    async close() {
      await app.close();
      rmSync(clientFolder, { recursive: true });
    },
  };
}
