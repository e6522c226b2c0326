import { dataOf, sameRequest, signIn, viewerRequest } from '../lib/asking.mjs';
import { person } from '../lib/cast.mjs';
import { inStorm, p99 } from '../lib/storm.mjs';
import { startTown } from '../lib/town.mjs';

const roundMs = 3_000;

const town = () => startTown();

/** Somebody who asks who they are. */
async function asker(stage) {
  const server = await stage.share(town);
  const { pseudo } = person(0);
  const { accessToken } = await signIn(server, pseudo);
  return sameRequest(server, viewerRequest(accessToken), (answer) => dataOf(answer).viewer?.pseudo === pseudo);
}

const times = (round) => async (stage) => {
  const server = await stage.share(town);
  const load = await stage.share(asker);
  return { round: () => round(server, load) };
};

const scene = {
  limits: { least: 3, most: 4, spread: 0.05 },
  subjects: {
    quiet: times((server, load) => p99(server, load, roundMs)),
    storm: times((server, load) => inStorm(server, () => p99(server, load, roundMs))),
  },
};

export const rows = [
  {
    name: 'me p99, 64 signing in ÷ quiet',
    unit: 'ms',
    scene,
    ours: 'storm',
    reference: 'quiet',
    target: 5,
    goal: 2,
  },
];
