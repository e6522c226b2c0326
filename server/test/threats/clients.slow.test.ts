// Catalogue: A4.
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

const count = 200;

let house: TestHouse;
let person: Person;
let port: number;
beforeAll(async () => {
  house = await openTestHouse({ LOG_LEVEL: 'silent' });
  person = await house.person();
  await house.app.http.listen({ host: '127.0.0.1', port: 0 });
  port = (house.app.http.server.address() as AddressInfo).port;
});
afterAll(() => house.close());

/** Somebody who begins and then says one letter a second, for ever. */
async function dawdle(opening: string): Promise<{ readonly closed: Promise<unknown>; stop(): void }> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(opening);
  socket.resume();
  const drip = setInterval(() => socket.write('x'), 1_000);
  const closed = once(socket, 'close').finally(() => clearInterval(drip));
  return { closed, stop: () => void socket.destroy() };
}

async function askMs(): Promise<number> {
  const start = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.caller.accessToken}` },
    body: '{"query":"{ me { id } }"}',
  });
  expect(await response.json()).toEqual({ data: { me: { id: person.id } } });
  return performance.now() - start;
}

it(`${count} clients who dawdle keep nobody waiting, and are sent away`, { timeout: 60_000 }, async () => {
  const start = performance.now();
  const openings = [
    'POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: ',
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n',
    'GET /',
  ];
  const clients = await Promise.all(Array.from({ length: count }, (_, index) => dawdle(openings[index % 3] ?? '')));
  const left = Promise.all(clients.map(({ closed }) => closed)).then(() => 'left');
  const times: number[] = [];
  while ((await Promise.race([left, pause(200, 'still there')])) !== 'left') {
    times.push(await askMs());
    if (performance.now() - start > 40_000) break;
  }
  for (const { stop } of clients) stop();
  // Ten seconds for headers, fifteen for a whole request, and a second to notice; the rest is for a busy machine.
  expect(performance.now() - start).toBeLessThan(30_000);
  expect(times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]).toBeLessThan(150);
  expect(times.length).toBeGreaterThan(20);
});
