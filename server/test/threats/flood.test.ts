// Catalogue: A1, A2, A3.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { sized } from '#test/sized.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from '#test/durability/built-server.js';

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { accessToken } } }';

/** Alone on the machine; beside the other tests both cores are busy already. */
const slowestMe = sized(1_000, 150);
const slowestSignIn = sized(10_000, 2_000);

const folder = throwAwayFolder();
let server: BuiltServer;
let authorization: string;
beforeAll(async () => {
  server = await startBuiltServer(folder.path, { LIMITS_FACTOR: '1', TRUSTED_PROXY_HOPS: '1' });
  const input = { email: 'owner@example.org', pseudo: 'owner', password: goodPassword };
  const { data } = await server.ask<{ register: { auth: { accessToken: string } } }>(signUpText, { input });
  authorization = `Bearer ${data?.register.auth.accessToken ?? ''}`;
});
afterAll(async () => {
  server.process.kill('SIGTERM');
  await server.ended;
  folder.remove();
});

/** A sign-in from an address of its own, at an account that nobody has. */
function signIn(index: number, signal?: AbortSignal): Promise<Response> {
  const input = { identifier: `nobody-${index}`, password: 'a wrong guess at nobody' };
  return fetch(`http://127.0.0.1:${server.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.${index >> 8}.${index & 255}` },
    body: JSON.stringify({ query: signInText, variables: { input } }),
    ...(signal && { signal }),
  });
}

/** The most memory that the server ever had, in megabytes. */
function peakMegabytes(): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** Asks `me` again and again while `work` goes on; answers how long each took, in milliseconds, quickest first. */
async function latenciesDuring(work: Promise<unknown>): Promise<number[]> {
  const latencies: number[] = [];
  let going = true;
  void work.finally(() => (going = false));
  while (going || latencies.length < 20) {
    const started = performance.now();
    expect((await server.ask('{ me { pseudo } }', {}, { authorization })).status).toBe(200);
    latencies.push(performance.now() - started);
  }
  return latencies.toSorted((one, other) => one - other);
}

const p95 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.95)] ?? Infinity;

describe.runIf(process.platform === 'linux')('500 sign-ins at once from 500 addresses', () => {
  it('are checked or shed with 503 and Retry-After; memory stays, and others are served meanwhile', async () => {
    const flood = Promise.all(Array.from({ length: 500 }, (_, index) => signIn(index)));
    const latencies = await latenciesDuring(flood);
    const answers = await flood;
    const shed = answers.filter(({ status }) => status === 503);
    expect(answers.every(({ status }) => status === 401 || status === 503)).toBe(true);
    expect(shed.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    expect(shed.length).toBeGreaterThan(100);
    expect(shed.length).toBeLessThan(500);
    expect(peakMegabytes()).toBeLessThan(400);
    expect(p95(latencies)).toBeLessThan(slowestMe);
  });

  it('that are broken off leave no work behind: the next person signs in at once', async () => {
    const leaving = new AbortController();
    const flood = Promise.allSettled(Array.from({ length: 500 }, (_, index) => signIn(1_000 + index, leaving.signal)));
    await new Promise((resolve) => setTimeout(resolve, 150));
    leaving.abort();
    await flood;
    const started = performance.now();
    const input = { identifier: 'owner', password: goodPassword };
    let { status } = await server.ask(signInText, { input });
    while (status === 503 && performance.now() - started < slowestSignIn)
      ({ status } = await server.ask(signInText, { input }));
    expect(status).toBe(200);
    expect(performance.now() - started).toBeLessThan(slowestSignIn);
    expect(peakMegabytes()).toBeLessThan(400);
  });
});
