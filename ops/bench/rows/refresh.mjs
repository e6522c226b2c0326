import { person } from '../lib/cast.mjs';
import { costOfRequests, costOfWork } from '../lib/cost.mjs';
import { withoutLimits } from '../lib/house.mjs';
import { startWork } from '../lib/peer.mjs';
import { rotations } from '../lib/sessions.mjs';
import { population, startTown } from '../lib/town.mjs';

/** One session may rotate 30 times a minute; here each of them rotates hundreds of times. */
const town = () => startTown(withoutLimits);
const floor = () => startWork('bare-sqlite');
const everybody = Array.from({ length: population }, (_, number) => person(number).pseudo);

const scene = {
  subjects: {
    socle: async (stage) => {
      const server = await stage.share(town);
      return costOfRequests(server, await rotations(server, everybody), { warmUs: 12_000_000, roundUs: 200_000 });
    },
    'bare transaction': async (stage) => costOfWork(await stage.share(floor), { roundUs: 200_000 }),
  },
};

export const rows = [
  {
    name: 'refresh ÷ bare transaction',
    unit: 'µs',
    scene,
    ours: 'socle',
    reference: 'bare transaction',
    target: 4,
    goal: 2,
  },
  {
    name: 'refresh, per second and core',
    unit: '/s',
    scene,
    ours: 'socle',
    figureOf: (microseconds) => 1e6 / microseconds,
    better: 'more',
    target: 300,
    goal: 1_000,
  },
];
