import { ask, cookiesOf, dataOf, graphqlRequest, sameRequest, signIn, viewerRequest } from '../lib/asking.mjs';
import { password, person } from '../lib/cast.mjs';
import { toRequest } from '../lib/connection.mjs';
import { costOfRequests } from '../lib/cost.mjs';
import { startPeer } from '../lib/peer.mjs';
import { startTown } from '../lib/town.mjs';

const { pseudo, email } = person(0);
const ownDocument = '{ viewer: me { id pseudo } }';

const town = () => startTown();
const floor = () => startPeer('bare-http', '/');
const betterAuth = () => startPeer('better-auth', '/api/auth/ok');
const graphqlPeers = {
  mercurius: () => startPeer('mercurius', '/graphql?query=%7B__typename%7D'),
  yoga: () => startPeer('yoga', '/graphql?query=%7B__typename%7D'),
};

const round = { roundUs: 200_000 };
/** Until V8 has compiled what is hot. */
const long = { ...round, warmUs: 5_000_000 };

const isViewer = (answer) => dataOf(answer).viewer?.pseudo === pseudo;

/** "Who am I?" with a token that this server has just given. */
const asks = (start, requestOf, options) => async (stage) => {
  const server = await stage.share(start);
  const { accessToken } = await signIn(server, pseudo);
  return costOfRequests(server, await sameRequest(server, requestOf(accessToken), isViewer), options);
};

/** The same request, answered without reading it. */
async function asksFloor(stage) {
  const { accessToken } = await signIn(await stage.share(town), pseudo);
  const server = await stage.share(floor);
  const request = viewerRequest(accessToken);
  return costOfRequests(
    server,
    await sameRequest(server, request, (answer) => dataOf(answer).viewer.pseudo === 'floor'),
    round,
  );
}

async function asksBetterAuth(stage) {
  const server = await stage.share(betterAuth);
  const body = JSON.stringify({ email, password });
  const headers = { 'content-type': 'application/json' };
  const signedIn = await ask(server, toRequest({ method: 'POST', path: '/api/auth/sign-in/email', headers, body }));
  const request = toRequest({ path: '/api/auth/get-session', headers: { cookie: cookiesOf(signedIn) } });
  return costOfRequests(
    server,
    await sameRequest(server, request, ({ text }) => JSON.parse(text)?.user.email === email),
    round,
  );
}

const scene = {
  subjects: {
    socle: asks(town, viewerRequest, long),
    'socle, own document': asks(town, (accessToken) => graphqlRequest(ownDocument, { accessToken }), long),
    'bare node:http': asksFloor,
    'mercurius, compiled': asks(graphqlPeers.mercurius, viewerRequest, round),
    'graphql-yoga': asks(graphqlPeers.yoga, viewerRequest, round),
    'better-auth': asksBetterAuth,
  },
};

const row = (reference, target, goal, ours = 'socle') => ({
  name: ours === 'socle' ? `me ÷ ${reference}` : `me, own document ÷ ${reference}`,
  unit: 'µs',
  scene,
  ours,
  reference,
  target,
  goal,
});

export const rows = [
  row('bare node:http', 4, 2),
  row('bare node:http', 4, 2, 'socle, own document'),
  row('mercurius, compiled', 2.2, 1),
  row('graphql-yoga', 1, 1),
  row('better-auth', 1, 1),
];
