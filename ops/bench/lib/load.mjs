import { Connection } from './connection.mjs';

/** Runs `work` on kept connections, and closes them. */
export async function withConnections(port, lanes, work) {
  using opened = new DisposableStack();
  const connections = await Promise.all(Array.from({ length: lanes }, () => Connection.open(port)));
  for (const connection of connections) opened.use(connection);
  return await work(connections);
}

/**
 * Sends `count` requests, one at a time on each connection. `next` gives each one as `{ request, check }`, where
 * `check` throws at a wrong answer.
 */
export async function drive(connections, next, count) {
  let left = count;
  const lane = async (connection) => {
    while (left-- > 0) {
      const { request, check } = next();
      check(await connection.send(request));
    }
  };
  await Promise.all(connections.map(lane));
}

/** Sends a load of `{ lanes, next }` once, untimed. */
export const send = (port, { lanes, next }, count) =>
  withConnections(port, lanes, (connections) => drive(connections, next, count));
