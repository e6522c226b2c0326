import { startPeer } from '../lib/peer.mjs';
import { startHouse } from '../lib/house.mjs';
import { townFolder } from '../lib/town.mjs';

/** Seconds from the start of the process to the first good answer, with nothing to migrate and the keys made. */
async function socle(stage) {
  const folder = await stage.share(townFolder);
  const round = async () => {
    await using server = await startHouse(folder);
    return server.startedInS;
  };
  return { round };
}

async function bare() {
  const round = async () => {
    await using server = await startPeer('bare-http', '/');
    return server.startedInS;
  };
  return { round };
}

const scene = { limits: { least: 5, most: 9, spread: 0.05 }, subjects: { socle, 'bare node:http': bare } };

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
