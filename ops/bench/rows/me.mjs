import { ask, signUp, startHouse } from '../lib/house.mjs';
import { cpuPerRequest, median } from '../lib/load.mjs';
import { freePort, MeasuredServer } from '../lib/measured-server.mjs';

const rounds = 3;
const count = 4_000;
const query = '{ viewer: me { id pseudo } }';

function post(accessToken) {
  const body = JSON.stringify({ query });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${accessToken}`,
  };
  return { method: 'POST', path: '/graphql', headers, body };
}

function expectViewer(pseudo) {
  return ({ status, text }) => {
    if (status !== 200 || JSON.parse(text).data.viewer.pseudo !== pseudo)
      throw new Error(`a wrong answer: ${status} ${text}`);
  };
}

/** `me`, signed in, every check on, against node:http answering a constant: processor time per request. */
export async function measureMe() {
  const house = await startHouse();
  const floor = await MeasuredServer.start(new URL('../lib/floor.mjs', import.meta.url), {
    port: await freePort(),
    readyPath: '/',
  });
  try {
    const accessToken = await signUp(house.server.port);
    if ((await ask(house.server.port, query, {}, accessToken)).viewer.pseudo !== 'bench')
      throw new Error('me is somebody else');
    const figures = { ours: [], floor: [] };
    for (let round = 0; round < rounds; round += 1) {
      figures.floor.push(await cpuPerRequest(floor, post(accessToken), count, expectViewer('floor')));
      figures.ours.push(await cpuPerRequest(house.server, post(accessToken), count, expectViewer('bench')));
    }
    const [ours, theirs] = [median(figures.ours), median(figures.floor)];
    return {
      row: 'me, signed in',
      unit: 'µs of processor time',
      ours,
      reference: 'bare node:http',
      theirs,
      ratio: ours / theirs,
      target: 4,
      goal: 2,
    };
  } finally {
    await floor.stop();
    await house.stop();
  }
}
