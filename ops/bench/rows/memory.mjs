import { setTimeout as pause } from 'node:timers/promises';
import { dataOf, viewerRequest } from '../lib/asking.mjs';
import { startHouse } from '../lib/house.mjs';
import { send } from '../lib/load.mjs';
import { plantSessions } from '../lib/planted-sessions.mjs';
import { inStorm } from '../lib/storm.mjs';
import { startTown, townFolder } from '../lib/town.mjs';

const sessions = 10_000;
const settleMs = 1_000;
const stormMs = 5_000;

const megabytes = (bytes) => bytes / 1e6;

async function idle() {
  await using server = await startTown();
  await pause(settleMs);
  return megabytes((await server.usage()).residentBytes);
}

/** The sessions are new each time: one that nobody used for a minute would be written to at its first request. */
async function afterSessions() {
  const folder = await townFolder();
  const tokens = (await plantSessions(folder, sessions)).values();
  await using server = await startHouse(folder);
  const next = () => ({ request: viewerRequest(tokens.next().value), check: isSomebody });
  await send(server.port, { lanes: 16, next }, sessions);
  await pause(settleMs);
  return megabytes((await server.usage()).residentBytes);
}

function isSomebody(answer) {
  if (!dataOf(answer).viewer) throw new Error('nobody has this session');
}

async function underStorm() {
  await using server = await startTown();
  await inStorm(server, () => pause(stormMs));
  return megabytes((await server.usage()).peakBytes);
}

const scene = {
  limits: { least: 1, most: 1 },
  subjects: {
    idle: () => ({ round: idle }),
    'after 10 000 sessions': () => ({ round: afterSessions }),
    'under the sign-in storm': () => ({ round: underStorm }),
  },
};

const row = (ours, target, goal) => ({ name: `memory, ${ours}`, unit: 'MB', scene, ours, target, goal });

export const rows = [
  row('idle', 150, 100),
  row('after 10 000 sessions', null, null),
  row('under the sign-in storm', 400, 250),
];
