// Catalogue: T18, I1: whatever stands in the Authorization header, the house answers, and nobody comes in by it.
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' };
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';

const body = JSON.stringify({ query: '{ me { id } }' });
const percents = ['%', '%%', '%0', '%00', '%zz', '%E0%A4%A', '%C0%AF', '%u0000', '%'.repeat(4_000)];
const schemes = ['', 'Bearer ', 'bearer\t', 'Basic ', 'Bearer Bearer ', 'DPoP '];

let house: TestHouse;
let port = 0;
beforeAll(async () => {
  house = await openTestHouse();
  await house.app.http.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = house.app.http.server.address() as AddressInfo);
});
afterAll(() => house.close());

/** Sends the header as raw bytes, as no client library would; answers the status, and what is said about it. */
async function present(header: string): Promise<{ status: number; said: string }> {
  const socket = connect(port, '127.0.0.1');
  const lines = ['POST /graphql HTTP/1.1', 'host: localhost', 'connection: close', 'content-type: application/json'];
  socket.write(`${lines.join('\r\n')}\r\ncontent-length: ${body.length}\r\nauthorization: ${header}\r\n\r\n${body}`);
  let said = '';
  socket.on('data', (bytes) => (said += String(bytes))).on('error', () => undefined);
  await once(socket, 'close');
  return { status: Number(said.split(' ')[1]), said };
}

/** A line end would begin another header: that is not this one any more. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]/g, ' ');

it('is answered 400 or 401, and never by a failure', { timeout: 60_000 }, async () => {
  const texts = [...naughty, ...percents].map(oneLine);
  const headers = texts.flatMap((text, index) => [`${schemes[index % schemes.length]}${text}`, `Bearer ${text}`]);
  for (const header of headers) {
    const { status, said } = await present(header);
    expect([400, 401], header).toContain(status);
    expect(said, header).not.toContain('"me":{');
  }
  expect(headers.length).toBeGreaterThan(900);
  expect(house.lines.filter((line) => line.includes('request.failed'))).toEqual([]);
});

it('of 100 kB is refused before it is read', async () => {
  expect([400, 431]).toContain((await present(`Bearer ${'x'.repeat(100_000)}`)).status);
  const { status } = await house.visitor({ authorization: `Bearer ${'x'.repeat(100_000)}` }).send('{ me { id } }');
  expect(status).toBe(401);
});
