// Catalogue: A2, I6.
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';

let house: TestHouse;
let port: number;
beforeAll(async () => {
  house = await openTestHouse();
  await house.app.http.listen({ host: '127.0.0.1', port: 0 });
  port = (house.app.http.server.address() as AddressInfo).port;
});
afterAll(() => house.close());

/** So many sign-ins, all on one connection, none waiting for the answer to the one before. */
async function pipeline(count: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ';
  for (let index = 0; index < count; index += 1) {
    const input = { identifier: `nobody-${index}`, password: 'a wrong guess at nobody' };
    const body = JSON.stringify({ query: signInText, variables: { input } });
    socket.write(`${head}${body.length}\r\n\r\n${body}`);
  }
  return socket;
}

/** Leaves at the first answer; whatever still waits for its turn would have it before somebody else's sign-in. */
async function leaveEarly(count: number): Promise<void> {
  const socket = await pipeline(count);
  await once(socket, 'data');
  socket.destroy();
  await house.visitor().send(signInText, { input: { identifier: 'somebody', password: 'a wrong guess' } });
}

describe('many requests on one connection', () => {
  it('are nothing that Node would warn of', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    await leaveEarly(20);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('are worked on no more once their client has left', async () => {
    const events = await house.eventsOf(() => leaveEarly(50));
    const failures = events.filter((name) => name === 'login.failed');
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.length).toBeLessThan(25);
  });
});
