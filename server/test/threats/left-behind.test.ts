// Catalogue: S5.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveClient } from '#platform/http/client-pages.js';

const build = fileURLToPath(new URL('../../../client/build/', import.meta.url));

const folders = ['', '/app', '/server', '/client', '/src', '/playground', '/_app'];
const leftovers = [
  '.git/config',
  '.git/HEAD',
  '.env',
  '.env.production',
  '.npmrc',
  '.DS_Store',
  '.svn/entries',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'docker-compose.yml',
  'Dockerfile.server',
  'main.db',
  'main.db-wal',
  'keys/sealing.key',
  'settings.ts',
  'index.html.bak',
  'index.html~',
  'backup.zip',
  'dump.sql',
  'error.log',
  'wp-login.php',
  'web.config',
];
const paths = folders.flatMap((folder) => leftovers.map((name) => `${folder}/${name}`));

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

  it('is served without anything that a developer or a server left behind', async () => {
    expect(paths.length).toBeGreaterThanOrEqual(150);
    const answered = await Promise.all(
      paths.map(async (path) => [path, (await fastify.inject(path)).statusCode] as const),
    );
    expect(answered.filter(([, status]) => status !== 404)).toEqual([]);
  });

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
