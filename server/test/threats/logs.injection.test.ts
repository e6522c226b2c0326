// Catalogue: I6, G7.
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { hostileHeaders, hostileTexts } from './hostile.js';

let house: TestHouse;
let person: Person;
beforeAll(async () => {
  house = await openTestHouse({ LOG_LEVEL: 'trace' });
  person = await house.person();
});
afterAll(() => house.close());

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every line since then: one JSON object each, in the shape of ours, and none that the caller wrote. */
function expectWholeLines(since: number, what: string): Record<string, unknown>[] {
  return house.lines.slice(since).map((line) => {
    expect(line.endsWith('\n') && !line.slice(0, -1).includes('\n'), what).toBe(true);
    const entry = JSON.parse(line) as Record<string, unknown>;
    expect(entry['level'], what).toMatch(/^(trace|debug|info|warn|error)$/);
    expect(entry['event'], what).not.toBe('forged');
    expect(line.match(/"event":/g), what).toHaveLength(1);
    // Terminals obey what logs only tell.
    expect(line.slice(0, -1), what).not.toMatch(/[\u0000-\u001f\u007f]/); // eslint-disable-line no-control-regex
    return entry;
  });
}

it('there is enough to try', () => expect(Math.min(hostileHeaders.length, hostileTexts.length)).toBeGreaterThan(150));

it('a name that is wrong leaves whole lines, whoever says to be who', async () => {
  for (const text of hostileTexts) {
    const since = house.lines.length;
    const input = { identifier: text.slice(0, 200) || 'x', password: '' };
    const answer = await house
      .visitor()
      .send('mutation ($input: LoginInput!) { login(input: $input) { auth { user { id } } } }', { input });
    expect(answer.status).toBeLessThan(500);
    expectWholeLines(since, text);
  }
});

it('a failure that nobody expected is logged under the id that the caller got, whatever its headers say', async () => {
  const { reader } = house.app.database;
  const one = reader.one.bind(reader);
  for (const text of hostileHeaders) {
    const since = house.lines.length;
    reader.one = () => Promise.reject(new Error(`broken by ${text}`));
    const answer = await house.app.http
      .inject({
        method: 'POST',
        url: '/graphql',
        headers: {
          'content-type': 'application/json',
          'user-agent': text,
          referer: text,
          'x-request-id': text,
          'x-forwarded-for': text,
          'accept-language': text,
          authorization: `Bearer ${person.caller.accessToken}`,
        },
        payload: JSON.stringify({ query: '{ me { id } }' }),
      })
      .finally(() => void (reader.one = one));
    expect(answer.statusCode, text).toBe(500);
    expect(answer.body).not.toContain('broken by');
    const id = answer.headers['x-request-id'];
    expect(id).toMatch(uuid);
    const entries = expectWholeLines(since, text);
    expect(entries.filter(({ event }) => event === 'request.failed').map(({ requestId }) => requestId)).toEqual([id]);
  }
});

it('the name of a device leaves whole lines too', async () => {
  const login = 'mutation ($input: LoginInput!) { login(input: $input) { auth { user { id } } } }';
  for (const deviceName of hostileTexts.slice(0, 20)) {
    const since = house.lines.length;
    await house.visitor().send(login, { input: { identifier: person.pseudo, password: goodPassword, deviceName } });
    expectWholeLines(since, deviceName);
  }
});

it('bytes that are no headers leave whole lines', async () => {
  await house.app.http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = house.app.http.server.address() as AddressInfo;
  for (const text of hostileTexts) {
    const since = house.lines.length;
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(`GET /health/live HTTP/1.1\r\nhost: x\r\nuser-agent: ${text}\r\nconnection: close\r\n\r\n`);
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 [24]\d\d /);
    expectWholeLines(since, text);
  }
});
