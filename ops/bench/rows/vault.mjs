import { MyPersonalDataDocument, UpdatePersonalDataDocument } from '@socle/schema/documents';
import { ask, dataOf, graphqlRequest, sameRequest, signIn } from '../lib/asking.mjs';
import { person } from '../lib/cast.mjs';
import { costOfRequests, costOfWork } from '../lib/cost.mjs';
import { startWork } from '../lib/peer.mjs';
import { startTown } from '../lib/town.mjs';

const town = () => startTown();
const floor = () => startWork('bare-sqlite');

const kept = {
  legalName: 'Ada King',
  birthDate: '1915-12-10',
  phone: '+442079460958',
  addressLine: '12 St James’s Square',
  postalCode: 'SW1Y 4JH',
  city: 'London',
  country: 'GB',
  taxId: 'AB 12 34 56 C',
};

const cityOf = (answer) => dataOf(answer).personalData.city;
const keeping = (accessToken, input) =>
  graphqlRequest(UpdatePersonalDataDocument, { variables: { input }, accessToken });

/** Somebody who has just proven their password, and keeps data. */
async function keeper(server, { pseudo }) {
  const { accessToken } = await signIn(server, pseudo);
  if (cityOf(await ask(server, keeping(accessToken, kept))) !== kept.city) throw new Error('nothing was kept');
  return accessToken;
}

async function reads(stage) {
  const server = await stage.share(town);
  const request = graphqlRequest(MyPersonalDataDocument, { accessToken: await keeper(server, person(1)) });
  return costOfRequests(server, await sameRequest(server, request, (answer) => cityOf(answer) === kept.city));
}

/** Each one changes a field: what is there already would only be read. */
async function writes(stage) {
  const server = await stage.share(town);
  const accessToken = await keeper(server, person(2));
  let turn = 0;
  const next = () => {
    const city = `city ${(turn += 1)}`;
    const check = (answer) => {
      if (cityOf(answer) !== city) throw new Error(`${city} was not kept`);
    };
    return { request: keeping(accessToken, { city }), check };
  };
  return costOfRequests(server, { lanes: 16, next });
}

const scene = {
  limits: { least: 5, most: 9 },
  subjects: { reads, writes, 'bare transaction': async (stage) => costOfWork(await stage.share(floor)) },
};

const row = (name, ours) => ({
  name: `${name} ÷ bare transaction`,
  unit: 'µs',
  scene,
  ours,
  reference: 'bare transaction',
  target: null,
  goal: null,
});

/** A reading is recorded by one durable transaction; a change takes three, in two databases. */
export const rows = [row('vault, read', 'reads'), row('vault, write', 'writes')];
