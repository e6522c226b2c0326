import { Connection } from './connection.mjs';

/** Runs `work` on kept connections, and closes them. */
export async function withConnections(port, lanes, work) {
  using opened = new DisposableStack();
  const connections = await Promise.all(Array.from({ length: lanes }, () => Connection.open(port)));
  for (const connection of connections) opened.use(connection);
  return await work(connections);
}

/**
 * Sends `count` requests, as many at a time as there are lanes. `next` gives each one as `{ request, check }`, where
 * `check` throws at a wrong answer.
 */
export function drive(port, { lanes, next }, count) {
  let left = count;
  const lane = async (connection) => {
    while (left-- > 0) {
      const { request, check } = next();
      check(await connection.send(request));
    }
  };
  return withConnections(port, lanes, (connections) => Promise.all(connections.map(lane)));
}
