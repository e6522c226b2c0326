// The bench is held to its own rules before its figures are believed.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oneRequest, viewerRequest } from '../../bench/lib/asking.mjs';
import { costOfRequests } from '../../bench/lib/cost.mjs';
import { measure } from '../../bench/lib/measuring.mjs';
import { startServer } from '../../bench/lib/measured-process.mjs';
import { isShown } from '../../bench/lib/published.mjs';
import { rows } from '../../bench/rows/index.mjs';
import { inHouse } from '../lib/house.mjs';

const readJson = (...path) => JSON.parse(readFileSync(inHouse(...path), 'utf8'));

describe('the bench', () => {
  const bareHttp = new URL('../../bench/peers/bare-http.mjs', import.meta.url);
  const started = [];

  /** The floor, asked for the constant that it answers; `times` asks so often for one request. */
  const asked =
    (expected, times = 1) =>
    async (stage) => {
      const server = await stage.share(() => startServer(bareHttp, { environment: {}, readyPath: '/' }));
      started.push(server);
      const load = oneRequest(
        viewerRequest('token'),
        ({ status, text }) => status === 200 && text.includes(expected),
        4,
      );
      const cost = costOfRequests(server, load, { roundUs: 20_000, warmUs: 200_000 });
      return { warmUp: () => cost.warmUp(), round: async () => times * (await cost.round()) };
    };

  const rowOf = (subjects) => ({
    name: 'smoke',
    unit: 'µs',
    scene: { subjects, limits: { least: 3, most: 3 } },
    ours: 'ours',
    reference: 'floor',
    target: 10,
    goal: 5,
  });

  it('starts what it measures, divides, judges and stops it again', async () => {
    const told = [];
    const row = rowOf({ ours: asked('floor', 200), floor: asked('floor'), unwanted: () => expect.unreachable() });
    const [result] = await measure([row], (some) => told.push(...some));
    expect(result).toMatchObject({ name: 'smoke', reference: 'floor', rounds: 3, verdict: 'MISSES THE TARGET' });
    expect(result.theirs).toBeGreaterThan(5);
    expect(result.ratio).toBeGreaterThan(10);
    expect(told).toEqual([result]);
    expect(started.map(({ isRunning }) => isRunning)).toEqual([false, false]);
  });

  it('times no wrong answer', async () => {
    const row = rowOf({ ours: asked('somebody'), floor: asked('floor') });
    await expect(measure([row])).rejects.toThrow(/^a wrong answer: 200 .*floor/);
    expect(started.every(({ isRunning }) => !isRunning)).toBe(true);
  });

  it('has rows of different names, each with the subjects that it names', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    for (const { scene, ours, reference = ours } of rows) {
      expect(scene.subjects[ours], ours).toBeTypeOf('function');
      expect(scene.subjects[reference], reference).toBeTypeOf('function');
    }
  });
});

describe('the published result', () => {
  const result = readJson('ops', 'bench', 'results', 'published.json');

  it('is what the README shows', () => expect(isShown(result)).toBe(true));

  it('has every row', () => expect(result.rows.map(({ name }) => name)).toEqual(rows.map(({ name }) => name)));
});

describe('what the server is held against', () => {
  const peers = readJson('ops', 'bench', 'peers', 'package.json');
  const lock = readJson('ops', 'bench', 'peers', 'package-lock.json');
  const outside = Object.entries(lock.packages).filter(([path]) => path !== '');
  const server = readJson('server', 'package.json');

  it('hashes, stores and answers with the same versions of the same packages', () => {
    for (const name of ['argon2', 'better-sqlite3', 'fastify', 'graphql'])
      expect(peers.dependencies[name], name).toBe(server.dependencies[name]);
  });

  it('comes in exact versions, by hash, from the registry and nowhere else', () => {
    for (const version of Object.values(peers.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(outside.length).toBeGreaterThan(100);
    for (const [path, { integrity, resolved = 'https://registry.npmjs.org/' }] of outside) {
      expect(integrity, path).toMatch(/^sha512-/);
      expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });

  it('is apart from the product: no workspace, and in no image', () => {
    expect(readJson('package.json').workspaces).not.toContain('ops/bench/peers');
    expect(Object.keys(readJson('package-lock.json').packages)).not.toContain('node_modules/better-auth');
    const ignored = readFileSync(inHouse('.dockerignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['*', 'ops/*']));
    expect(ignored.filter((line) => line.startsWith('!ops/bench'))).toEqual([]);
  });
});
