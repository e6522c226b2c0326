import { costOfWork } from '../lib/cost.mjs';
import { startWork } from '../lib/peer.mjs';

const worker = (name, options) => async (stage) => costOfWork(await stage.share(() => startWork(name)), options);

/** The same in milliseconds. */
const inMs = (measured) => async (stage) => {
  const cost = await measured(stage);
  return { warmUp: () => cost.warmUp(), round: async () => (await cost.round()) / 1000 };
};

const appending = {
  limits: { least: 9, most: 20 },
  subjects: { socle: worker('journal-append'), 'bare transaction': worker('bare-sqlite') },
};

const walking = {
  limits: { least: 3, most: 3 },
  subjects: {
    socle: inMs(worker('journal-verify', { roundUs: 500_000 })),
    'bare rows and hashes': inMs(worker('bare-chain', { roundUs: 500_000 })),
  },
};

export const rows = [
  {
    name: 'event append ÷ bare transaction',
    unit: 'µs',
    scene: appending,
    ours: 'socle',
    reference: 'bare transaction',
    target: 2.5,
    goal: 1.5,
  },
  {
    name: 'verify per 100 000 events ÷ bare rows and hashes',
    unit: 'ms',
    scene: walking,
    ours: 'socle',
    reference: 'bare rows and hashes',
    target: 3,
    goal: 1.5,
  },
];
