// Catalogue: S5.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveClient } from '#platform/http/client-pages.js';

const build = fileURLToPath(new URL('../../../client/build/', import.meta.url));

const files = existsSync(build)
  ? readdirSync(build, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  : [];

describe('the built client', () => {
  let fastify: FastifyInstance;
  beforeAll(async () => {
    fastify = Fastify();
    await serveClient(fastify, build);
  });
  afterAll(() => fastify.close());

  it('is there to be looked at', () => expect(files.length).toBeGreaterThan(50));

  it('has no source maps, no sources and no tests among its files', () => {
    expect(files.filter((file) => /\.(map|ts|svelte|test\.\w+)(\.gz|\.br)?$/.test(file))).toEqual([]);
    const scripts = files.filter((file) => /\.(js|css|html)$/.test(file));
    expect(scripts.filter((file) => readFileSync(file, 'utf8').includes('//# sourceMappingURL='))).toEqual([]);
  });

  it('has no map beside any of its scripts', async () => {
    const scripts = files.filter((file) => file.endsWith('.js')).map((file) => `/${file.slice(build.length)}.map`);
    expect(scripts.length).toBeGreaterThan(10);
    const answered = await Promise.all(scripts.map(async (path) => (await fastify.inject(path)).statusCode));
    expect(new Set(answered)).toEqual(new Set([404]));
  });
});
