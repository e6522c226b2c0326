import { dataOf, oneRequest, signInRequest } from '../lib/asking.mjs';
import { password, person } from '../lib/cast.mjs';
import { toRequest } from '../lib/connection.mjs';
import { costOfRequests, costOfWork } from '../lib/cost.mjs';
import { hashingLanes as lanes, startPeer, startWork } from '../lib/peer.mjs';
import { population, startTown } from '../lib/town.mjs';

/** Some hundred sign-ins: as many as it takes until the code around the hash is compiled too. */
const round = { roundUs: 200_000, warmUs: 6_000_000 };

const town = () => startTown();
const floor = () => startWork('bare-argon2');
const yoga = () => startPeer('yoga', '/graphql?query=%7B__typename%7D');
const betterAuth = () => startPeer('better-auth', '/api/auth/ok');

/** Everybody who lives there signs in, one after the other. */
function everybody(people) {
  const pieces = Array.from({ length: people }, (_, number) => {
    const { pseudo } = person(number);
    const check = (answer) => {
      const { accessToken, user } = dataOf(answer).login.auth;
      if (!accessToken || user.pseudo !== pseudo) throw new Error(`somebody else than ${pseudo} is signed in`);
    };
    return { request: signInRequest(pseudo), check };
  });
  let turn = 0;
  return { lanes, next: () => pieces[turn++ % people] };
}

function atBetterAuth() {
  const { email } = person(0);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email, password });
  const request = toRequest({ method: 'POST', path: '/api/auth/sign-in/email', headers, body });
  return oneRequest(request, ({ status, text }) => status === 200 && JSON.parse(text).user.email === email, lanes);
}

const signsIn = (start, load) => async (stage) => costOfRequests(await stage.share(start), load, round);

const scene = {
  subjects: {
    socle: signsIn(town, everybody(population)),
    'bare argon2.verify': async (stage) => costOfWork(await stage.share(floor), round),
    'graphql-yoga': signsIn(yoga, everybody(1)),
    'better-auth': signsIn(betterAuth, atBetterAuth()),
  },
};

const row = (reference, target, goal) => ({
  name: `login ÷ ${reference}`,
  unit: 'µs',
  scene,
  ours: 'socle',
  reference,
  target,
  goal,
});

export const rows = [row('bare argon2.verify', 1.15, 1.05), row('graphql-yoga', 1, 1), row('better-auth', 1, 1)];
