import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '#kernel/errors.js';
import { sendError } from './answer.js';

const yearSeconds = 31_536_000;

/** The hashes of a page's inline scripts, so that the policy allows these and no others. */
function scriptHashes(html: string): string[] {
  const bodies = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, body]) => body ?? '');
  return bodies.map((body) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`);
}

/** The strict policy of our own pages: nothing from outside, no inline style sheet, no eval. */
export function pagePolicy(html: string): string {
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...scriptHashes(html)].join(' ')}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The playground's editor writes its own style sheets and runs workers from blobs; scripts stay as strict. */
const playgroundPolicy = (html: string): string =>
  pagePolicy(html)
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("worker-src 'self'", "worker-src 'self' blob:")
    .replace("img-src 'self' data:", "img-src 'self' data: blob:");

/** A path that ends like a file, or goes through a hidden folder, is never a page of the client. */
const looksLikeFile = (path: string): boolean => /\/\.|\.[^/]*$/.test(path);

/** The path that is meant, however it was written; an address that cannot be decoded never comes this far. */
const pathOf = (url: string): string => decodeURIComponent(url.split('?', 1)[0] ?? '/');

function sendPage(reply: FastifyReply, page: { html: Buffer; policy: string }): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': page.policy, 'cache-control': 'no-cache' })
    .send(page.html);
}

function readPage(file: string, policyOf: (html: string) => string): { html: Buffer; policy: string } | null {
  if (!existsSync(file)) return null;
  const html = readFileSync(file);
  return { html, policy: policyOf(html.toString()) };
}

/** Serves the built client: its files, the page for every path that is no file, 404 for what looks like one (catalogue B10). */
export async function serveClient(fastify: FastifyInstance, folder: string): Promise<void> {
  const page = readPage(join(folder, 'index.html'), pagePolicy);
  const playground = readPage(join(folder, 'playground', 'index.html'), playgroundPolicy);
  if (existsSync(folder))
    await fastify.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: true,
      preCompressed: true,
      setHeaders,
      dotfiles: 'ignore',
    });
  if (page) fastify.get('/', async (_request, reply) => sendPage(reply, page));
  if (playground)
    for (const path of ['/playground', '/playground/'])
      fastify.get(path, async (_request, reply) => sendPage(reply, playground));
  fastify.setNotFoundHandler((request: FastifyRequest, reply) => {
    const path = pathOf(request.url);
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !looksLikeFile(path) &&
      !/^\/(api|graphql|auth|files|health|metrics)(\/|$)/.test(path);
    if (page && wantsPage) return sendPage(reply, page);
    return sendError(request, reply, errors.NOT_FOUND());
  });
}

function setHeaders(reply: { header(name: string, value: string): unknown }, path: string): void {
  const immutable = path.includes('/immutable/') || /-[\w-]{8,}\.\w+$/.test(path);
  reply.header('cache-control', immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
}
