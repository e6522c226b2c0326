import { setTimeout as pause } from 'node:timers/promises';
import { dataOf, signInRequest } from './asking.mjs';
import { person } from './cast.mjs';
import { withConnections } from './load.mjs';
import { quantile } from './statistics.mjs';

const clients = 64;
const probes = { lanes: 16, everyMs: 32 };

/** Runs `work` while 64 clients sign in without pause. What the server sheds with 503 is no wrong answer, all of it is. */
export function inStorm(server, work) {
  return withConnections(server.port, clients, async (connections) => {
    let blowing = true;
    let signedIn = 0;
    const client = async (connection, number) => {
      const request = signInRequest(person(number).pseudo);
      while (blowing) {
        const answer = await connection.send(request);
        if (answer.status === 503) continue;
        dataOf(answer);
        signedIn += 1;
      }
    };
    const all = Promise.all(connections.map(client));
    const result = await Promise.race([work(), all]);
    blowing = false;
    await all;
    if (signedIn === 0) throw new Error('nobody could sign in');
    return result;
  });
}

/** The 99th percentile of the time (ms) to an answer, for callers who ask at a steady pace. */
export function p99({ port }, { next }, forMs) {
  return withConnections(port, probes.lanes, async (connections) => {
    const times = [];
    const end = performance.now() + forMs;
    const lane = async (connection, number) => {
      await pause((number * probes.everyMs) / probes.lanes);
      while (performance.now() < end) {
        const { request, check } = next();
        const begun = performance.now();
        check(await connection.send(request));
        times.push(performance.now() - begun);
        await pause(probes.everyMs);
      }
    };
    await Promise.all(connections.map(lane));
    return quantile(times, 0.99);
  });
}
