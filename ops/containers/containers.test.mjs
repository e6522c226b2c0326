// Catalogue: C10, B5, B10, A10, S4, S5, P4, P5.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHttp } from '../../server/src/platform/http/server.ts';
import { commit, openHouse } from './lib/house.mjs';
import { createVisitor, sendRaw } from './lib/visitor.mjs';

const password = 'seven quiet herons above the weir';
const signUp = `mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken refreshToken } } }`;
const signIn = `mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken refreshToken } } }`;
const refresh = `mutation { refresh { accessToken refreshToken } }`;
const viewer = `{ me { pseudo } mySessions { current ipAddress } }`;

const account = { email: 'mireille@example.org', pseudo: 'mireille', password };

const comparedHeaders = [
  'content-security-policy',
  'cache-control',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'x-frame-options',
  'permissions-policy',
];

let house;
let pages;
const folder = mkdtempSync(join(tmpdir(), 'socle-client-'));

/** The server as it would send the very files that the image holds; only its pages are asked for. */
async function serverPages() {
  await house.docker('cp', '--quiet', `${await house.container('web')}:/srv/client/.`, folder);
  return createHttp({
    sites: { own: house.address, allowed: [] },
    metrics: { observeRequest: () => {} },
    health: { clock: { now: () => new Date() } },
    clientFolder: folder,
    trustedProxyHops: 0,
  });
}

beforeAll(async () => {
  house = await openHouse();
  if (!house.absent) pages = await serverPages();
});
afterAll(async () => {
  await pages?.close();
  await house?.close?.();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  if (house.absent) skip(house.absent);
});

const get = (path, options) => fetch(`${house.address}${path}`, options);

/** A refusal in the shape that the contract gives to errors, with every header in its place. */
async function expectRefusal(answer, code) {
  const { errors } = await answer.json();
  expect(errors).toMatchObject([{ extensions: { code, requestId: answer.headers.get('x-request-id') } }]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('server')).toBe('nginx');
}

/** Runs a script on the house's own network, from the API's container. */
const fromInside = async (script) =>
  JSON.parse(await house.inside('api', 'node', '--input-type=module', '--eval', script));

test('answers as what it was built from', async () => {
  const health = await get('/health');
  expect(health.status).toBe(200);
  expect((await (await get('/version')).json()).commit).toBe(commit);
});

test('offers the claim in its log', async () => {
  expect(await house.compose('logs', 'api')).toContain(`${house.address}/claim#`);
});

test('signs a person up and in through nginx, the refresh token in a cookie', async () => {
  const ask = createVisitor(house.address);
  const registered = await ask(signUp, { variables: { input: account } });
  expect(registered).toMatchObject({ status: 200, data: { register: { auth: { refreshToken: null } } } });
  expect(registered.kept).toMatch(/^socle_rt=[^;]+; .*HttpOnly; SameSite=Strict/);

  const signedIn = await ask(signIn, { variables: { input: { identifier: account.pseudo, password } } });
  const { accessToken: token } = signedIn.data.login.auth;
  expect((await ask(viewer, { token })).data.me).toEqual({ pseudo: account.pseudo });
  expect((await ask(refresh)).data.refresh.accessToken).toMatch(/^ey/);
});

test('knows the caller’s address by one hop, whatever the caller claims', async () => {
  const { own, told } = await fromInside(`
    import { networkInterfaces } from 'node:os';
    const claims = { 'x-forwarded-for': '192.0.2.1, 192.0.2.2', 'x-real-ip': '192.0.2.3', forwarded: 'for=192.0.2.4' };
    const ask = async (query, variables, headers) => {
      const body = JSON.stringify({ query, variables });
      headers = { 'content-type': 'application/json', ...claims, ...headers };
      return (await (await fetch('http://web:8080/graphql', { method: 'POST', headers, body })).json()).data;
    };
    const input = ${JSON.stringify({ identifier: account.pseudo, password, transport: 'BODY' })};
    const { login } = await ask(${JSON.stringify(signIn)}, { input });
    const { mySessions } = await ask(${JSON.stringify(viewer)}, {}, { authorization: 'Bearer ' + login.auth.accessToken });
    const own = Object.values(networkInterfaces()).flat().map(({ address }) => address);
    console.log(JSON.stringify({ own, told: mySessions.find(({ current }) => current).ipAddress }));
  `);
  expect(own).toContain(told);
});

test.for([
  ['/', 200],
  ['/sign-in', 200],
  ['/sign-in?next=/account', 200],
  ['/account/security?from=mail', 200],
  ['/admin/users/0190b5e4', 200],
  ['/playground', 200],
  ['/playground/', 200],
  ['/robots.txt', 200],
  ['/missing.js', 404],
  ['/_app/immutable/missing.js', 404],
  ['/account/picture.png', 404],
  ['/api/v1/users', 404],
  ['/files/nothing', 404],
])('sends for %s what the server itself would send, and status %i', async ([path, status]) => {
  const served = await pages.inject(path);
  const answer = await get(path, { headers: { 'accept-encoding': 'identity' } });
  expect(answer.status).toBe(status);
  expect(served.statusCode).toBe(status);
  for (const name of comparedHeaders) expect.soft(answer.headers.get(name), name).toBe(served.headers[name]);
  expect(answer.headers.get('content-type').replace('text/java', 'application/java')).toBe(
    served.headers['content-type'].replace('text/java', 'application/java'),
  );
  if (status === 200) expect(await answer.text()).toBe(served.body);
});

test('keeps what a build names by its content, compressed, for a year', async () => {
  const [entry] = (await (await get('/')).text()).match(/\/_app\/immutable\/[^"]+\.js/);
  const answer = await get(entry);
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('promises https where something in front ended it', async () => {
  const header = async (headers) => (await get('/', { headers })).headers.get('strict-transport-security');
  expect(await header({})).toBeNull();
  expect(await header({ 'x-forwarded-proto': 'https' })).toBe('max-age=31536000; includeSubDomains');
});

const long = 'a'.repeat(9000);

test.for([
  ['a page that does not exist', () => get('/missing.js'), 404, 'NOT_FOUND'],
  ['a form sent to a page', () => get('/account', { method: 'POST' }), 404, 'NOT_FOUND'],
  ['the metrics', () => get('/metrics'), 404, 'NOT_FOUND'],
  ['a hidden file', () => get('/.env'), 404, 'NOT_FOUND'],
  ['a page of refusals', () => get('/refused/malformed'), 404, 'NOT_FOUND'],
  ['a body too large', () => get('/graphql', { method: 'POST', body: 'a'.repeat(70_000) }), 413, 'PAYLOAD_TOO_LARGE'],
  ['an address too long', () => get(`/${long}`), 414, 'BAD_USER_INPUT'],
  ['a header too long', () => get('/', { headers: { 'x-long': long } }), 400, 'BAD_USER_INPUT'],
])('refuses %s in the shape of the house', async ([, request, status, code]) => {
  const answer = await request();
  expect(answer.status).toBe(status);
  await expectRefusal(answer, code);
});

test('refuses what is no HTTP, and names neither itself nor its version', async () => {
  for (const bytes of ['GET /%%zz HTTP/1.1\r\nhost: a\r\n\r\n', 'GET /../etc/passwd HTTP/1.1\r\nhost: a\r\n\r\n']) {
    const answer = await sendRaw(house.port, bytes);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('"code":"BAD_USER_INPUT"');
    expect(answer).toContain("content-security-policy: default-src 'none'");
    expect(answer).not.toMatch(/nginx\/|<html>/);
  }
});

test.for(['api', 'web'])('confines %s: no root, no writable system, no capabilities', async (service) => {
  const { HostConfig, Config } = await house.inspect(service);
  expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges:true'] });
  expect(HostConfig.Memory).toBeGreaterThan(0);
  expect(Config.User).toMatch(/^(1000:1000|101:101)$/);
  const told = await house.inside(service, 'sh', '-c', 'cat /proc/1/status; touch /etc/x 2>&1 || true');
  expect(told).toMatch(/^Uid:\s+(1000|101)\b/m);
  expect(told).toMatch(/^CapEff:\s+0+$/m);
  expect(told).toMatch(/^NoNewPrivs:\s+1$/m);
  expect(told).toContain('Read-only file system');
});

test('keeps the metrics inside, behind the token that the house made', async () => {
  const { NetworkSettings } = await house.inspect('api');
  expect(Object.values(NetworkSettings.Ports).filter(Boolean)).toEqual([]);
  const statuses = await fromInside(`
    import { readFileSync } from 'node:fs';
    const token = readFileSync('/data/metrics.token', 'utf8').trim();
    const status = async (headers) => (await fetch('http://api:9464/metrics', { headers })).status;
    console.log(JSON.stringify([await status({}), await status({ authorization: 'Bearer ' + token })]));
  `);
  expect(statuses).toEqual([401, 200]);
});

test('has the command line at hand', async () => {
  expect(await house.inside('api', 'socle', 'doctor')).toContain('✓ database');
});

test('finds an API again that comes back at another address', async () => {
  const addressOf = async () =>
    (await house.inspect('api')).NetworkSettings.Networks[`${house.project}_house`].IPAddress;
  const before = await addressOf();
  await house.compose('rm', '--stop', '--force', 'api');
  const begun = performance.now();
  const away = await get('/health');
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(away.status).toBe(503);
  expect(away.headers.get('retry-after')).toBe('5');
  await expectRefusal(away, 'UNAVAILABLE');
  expect((await get('/account')).status).toBe(200);

  const network = `${house.project}_house`;
  const squatter = await house.docker(
    ...['run', '--detach', '--rm', '--network', network, '--entrypoint', 'sleep', 'socle-server:test', '600'],
  );
  await house.up();
  expect(await addressOf()).not.toBe(before);
  await expect.poll(async () => (await get('/health')).status, { timeout: 10_000 }).toBe(200);
  await house.docker('rm', '--force', squatter);
});

test('ends at once when it is told to, and finds its people again', async () => {
  const ask = createVisitor(house.address);
  await ask(signIn, { variables: { input: { identifier: account.pseudo, password } } });
  const begun = performance.now();
  await house.compose('stop', 'api');
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect((await house.inspect('api')).State.ExitCode).toBe(0);
  expect(await house.compose('logs', 'api')).toContain('"event":"server.stopped"');

  await house.compose('down');
  await house.up();
  expect((await ask(refresh)).data.refresh.accessToken).toMatch(/^ey/);
});

test('adds little to the images it stands on', async () => {
  const size = async (image) => Number(await house.docker('image', 'inspect', '--format', '{{.Size}}', image));
  const added = async (image, base) => ((await size(image)) - (await size(base))) / 1e6;
  expect(await added('socle-server:test', 'node:24-bookworm-slim')).toBeLessThan(60);
  expect(await added('socle-client:test', 'nginx:1.30-trixie')).toBeLessThan(20);
});
