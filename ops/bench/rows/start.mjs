import { startPeer } from '../lib/peer.mjs';
import { startHouse } from '../lib/house.mjs';
import { townFolder } from '../lib/town.mjs';

/** Seconds from the start of the process to the first good answer, with nothing to migrate and the keys made. */
const seconds = (start) => async () => {
  await using server = await start();
  return server.startedInS;
};

const scene = {
  limits: { least: 5, most: 7, spread: 0.05 },
  subjects: {
    socle: async (stage) => {
      const folder = await stage.share(townFolder);
      return { round: seconds(() => startHouse(folder)) };
    },
    'bare node:http': () => ({ round: seconds(() => startPeer('bare-http', '/')) }),
  },
};

export const rows = [
  {
    name: 'start to ready',
    unit: 's',
    scene,
    ours: 'socle',
    reference: 'bare node:http',
    judged: 'figure',
    target: 2,
    goal: 0.7,
  },
];
