import { OverviewDocument, PeopleListDocument } from '@socle/schema/documents';
import { ask, dataOf, graphqlRequest, oneRequest, signIn, signInRequest, viewerRequest } from '../lib/asking.mjs';
import { emailOf, pseudoOf, startBigHouse } from '../lib/big-house.mjs';
import { costOfRequests } from '../lib/cost.mjs';
import { hashingLanes } from '../lib/peer.mjs';
import { rotations } from '../lib/sessions.mjs';

const few = 1_000;
const many = 1_000_000;
const rotating = 24;

const houses = { [few]: () => startBigHouse(few), [many]: () => startBigHouse(many) };

/** The first person is an administrator. */
const admins = Object.fromEntries(
  [few, many].map((users) => [users, async (stage) => signIn(await stage.share(houses[users]), pseudoOf(1))]),
);

/** People from everywhere in the house, others at every run, so that nobody's sessions pile up. One in a thousand is suspended. */
function* passersBy(users) {
  for (let turn = Date.now(); ; turn += 377_777) {
    const number = (turn % users) + 1;
    if (number % 1_000 !== 0) yield pseudoOf(number);
  }
}

function signIns(_server, users) {
  const people = passersBy(users);
  const next = () => {
    const pseudo = people.next().value;
    const check = (answer) => {
      if (dataOf(answer).login.auth.user.pseudo !== pseudo) throw new Error(`somebody else than ${pseudo}`);
    };
    return { request: signInRequest(pseudo), check };
  };
  return { lanes: hashingLanes, next };
}

const whoAmI = (_server, _users, accessToken) =>
  oneRequest(viewerRequest(accessToken), (answer) => dataOf(answer).viewer.pseudo === pseudoOf(1));

/** A page of people; `isRight` looks at its nodes. */
const page = (variablesOf, isRight) => async (server, users, accessToken) => {
  const variables = { first: 50, ...(await variablesOf(server, users, accessToken)) };
  const request = graphqlRequest(PeopleListDocument, { variables, accessToken });
  const nodesOf = (answer) => dataOf(answer).users.edges.map(({ node }) => node);
  return oneRequest(request, (answer) => isRight(nodesOf(answer), users));
};

const isFull = (nodes) => nodes.length === 50;

/** Half of all people come before this cursor. */
async function afterHalf(server, users, accessToken) {
  const query = 'query ($filter: UserFilter) { users(first: 1, filter: $filter) { edges { cursor } } }';
  const variables = { filter: { search: pseudoOf(users / 2) } };
  const answer = await ask(server, graphqlRequest(query, { variables, accessToken }));
  return { after: dataOf(answer).users.edges[0].cursor };
}

/** The start of a pseudo that ten people have, in a house of any size. */
const startOfTen = (users) => pseudoOf(users / 2).slice(0, -1);
const searchOfTen = (_server, users) => ({ filter: { search: startOfTen(users) } });
const areTheTen = (nodes, users) =>
  nodes.length === 10 && nodes.every(({ pseudo }) => pseudo.startsWith(startOfTen(users)));

const emailSearch = (_server, users) => ({ filter: { search: emailOf(users / 2) } });
const isTheOne = (nodes, users) => nodes.length === 1 && nodes[0].pseudo === pseudoOf(users / 2);

const rotate = (server, users) => rotations(server, passersBy(users).take(rotating));

const overview = (_server, users, accessToken) =>
  oneRequest(
    graphqlRequest(OverviewDocument, { variables: { days: 30 }, accessToken }),
    (answer) => dataOf(answer).overview.users === users,
  );

const acts = {
  overview: { load: overview },
  me: { load: whoAmI },
  'users, first page': { load: page(() => ({}), isFull) },
  'users, deep page': { load: page(afterHalf, isFull) },
  'search by pseudo': { load: page(searchOfTen, areTheTen) },
  'search by e-mail': { load: page(emailSearch, isTheOne) },
  refresh: { load: rotate, warmUs: 6_000_000 },
  'sign-in': { load: signIns, roundUs: 200_000 },
};

const subject =
  (users, { load, ...options }) =>
  async (stage) => {
    const server = await stage.share(houses[users]);
    const { accessToken } = await stage.share(admins[users]);
    return costOfRequests(server, await load(server, users, accessToken), options);
  };

const at = (act, users) => `${act} at ${users}`;

const scene = {
  limits: { least: 11, withinMs: 35_000 },
  subjects: Object.fromEntries(
    Object.entries(acts).flatMap(([act, how]) => [few, many].map((users) => [at(act, users), subject(users, how)])),
  ),
};

export const rows = Object.keys(acts).map((act) => ({
  name: `a million people: ${act} ÷ a thousand`,
  unit: 'µs',
  scene,
  ours: at(act, many),
  reference: at(act, few),
  target: 1.5,
  goal: 1.1,
}));
