import { availableParallelism } from 'node:os';
import { MeasuredProcess, startServer } from './measured-process.mjs';
import { freshFolder } from './workplace.mjs';

/** How many hashes run at once in our server, and so in whatever it is held against (server/src/platform/crypto/hasher.ts). */
export const hashingLanes = Math.min(availableParallelism(), 3);

const scriptOf = (name) => new URL(`../peers/${name}.mjs`, import.meta.url);

/** Starts a server that ours is held against, on a folder of its own. */
export const startPeer = (name, readyPath) =>
  startServer(scriptOf(name), { environment: { FOLDER: freshFolder() }, readyPath });

/** Starts bare work that a request of ours is held against. */
export async function startWork(name) {
  const worker = new MeasuredProcess(scriptOf(name), { FOLDER: freshFolder(), LANES: String(hashingLanes) });
  await worker.ready();
  return worker;
}
