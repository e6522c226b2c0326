import { setTimeout as pause } from 'node:timers/promises';
import { dataOf, viewerRequest } from '../lib/asking.mjs';
import { startHouse } from '../lib/house.mjs';
import { send } from '../lib/load.mjs';
import { plantSessions } from '../lib/planted-sessions.mjs';
import { inStorm } from '../lib/storm.mjs';
import { startTown, townFolder } from '../lib/town.mjs';
import { copyOf } from '../lib/workplace.mjs';

const sessions = 10_000;
const settleMs = 1_000;
const stormMs = 5_000;

const megabytes = (bytes) => bytes / 1e6;

async function idle() {
  await using server = await startTown();
  await pause(settleMs);
  return megabytes((await server.usage()).residentBytes);
}

/** A folder in which ten thousand sessions live, and their tokens. */
async function crowded() {
  const folder = await townFolder();
  return { folder, tokens: await plantSessions(folder, sessions) };
}

const afterSessions = async (stage) => {
  const { folder, tokens } = await stage.share(crowded);
  const round = async () => {
    await using server = await startHouse(copyOf(folder));
    const asking = tokens.values().map((token) => ({ request: viewerRequest(token), check: isSomebody }));
    await send(server.port, { lanes: 16, next: () => asking.next().value }, tokens.length);
    await pause(settleMs);
    return megabytes((await server.usage()).residentBytes);
  };
  return { round };
};

function isSomebody(answer) {
  if (!dataOf(answer).viewer) throw new Error('nobody has this session');
}

async function underStorm() {
  await using server = await startTown();
  await inStorm(server, () => pause(stormMs));
  return megabytes((await server.usage()).peakBytes);
}

const scene = {
  limits: { least: 2, most: 3, spread: 0.05 },
  subjects: {
    idle: async () => ({ round: idle }),
    'after 10 000 sessions': afterSessions,
    'under the sign-in storm': async () => ({ round: underStorm }),
  },
};

const row = (ours, target, goal) => ({ name: `memory, ${ours}`, unit: 'MB', scene, ours, target, goal });

export const rows = [
  row('idle', 150, 100),
  row('after 10 000 sessions', null, null),
  row('under the sign-in storm', 400, 250),
];
