import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '#kernel/errors.js';
import { sendError } from './answer.js';

const yearSeconds = 31_536_000;

/** The hashes of a page's inline scripts or styles, so that the policy allows these and no others. */
function inlineHashes(html: string, tag: 'script' | 'style'): string[] {
  const inline = new RegExp(`<${tag}(?![^>]*\\ssrc=)[^>]*>([\\s\\S]*?)</${tag}>`, 'g');
  const bodies = [...html.matchAll(inline)].map(([, body]) => body ?? '');
  return bodies.map((body) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`);
}

/** The strict policy of our own pages: nothing from outside, nothing inline that the build did not write, no eval. */
export function pagePolicy(html: string): string {
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...inlineHashes(html, 'script')].join(' ')}`,
    `style-src ${["'self'", ...inlineHashes(html, 'style')].join(' ')}`,
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

/** A page that lies in the folder, and what its own scripts may do. */
interface Page {
  readonly file: string;
  readonly policy: string;
}

const sendPage = (reply: FastifyReply, { file, policy }: Page): FastifyReply =>
  reply.header('content-security-policy', policy).sendFile(file);

const shellFile = 'index.html';
const playgroundFile = 'playground/index.html';

const readPage = (folder: string, file: string, policyOf: (html: string) => string): Page => ({
  file,
  policy: policyOf(readFileSync(join(folder, file), 'utf8')),
});

/** The pages of a build, by their paths; those that were rendered there lie beside the shell, under their own names. */
function* readPages(folder: string): Generator<[path: string, page: Page]> {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.html')))
    yield [file === shellFile ? '/' : `/${basename(file, '.html')}`, readPage(folder, file, pagePolicy)];
  if (!existsSync(join(folder, playgroundFile))) return;
  const playground = readPage(folder, playgroundFile, playgroundPolicy);
  yield* [
    ['/playground', playground],
    ['/playground/', playground],
  ] as const;
}

/** Serves the built client: its files, the page for every path that is no file, 404 for what looks like one (catalogue B10). */
export async function serveClient(fastify: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(folder);
  const pages = new Map(built ? readPages(folder) : []);
  const shell = pages.get('/');
  if (built)
    await fastify.register(fastifyStatic, {
      root: folder,
      index: false,
      wildcard: true,
      preCompressed: true,
      setHeaders,
      dotfiles: 'ignore',
    });
  for (const [path, page] of pages) fastify.get(path, async (_request, reply) => sendPage(reply, page));
  fastify.setNotFoundHandler((request: FastifyRequest, reply) => {
    const path = pathOf(request.url);
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !looksLikeFile(path) &&
      !/^\/(api|graphql|auth|files|health|metrics)(\/|$)/.test(path);
    if (shell && wantsPage) return sendPage(reply, shell);
    return sendError(request, reply, errors.NOT_FOUND());
  });
}

function setHeaders(reply: { header(name: string, value: string): unknown }, path: string): void {
  const immutable = path.includes('/immutable/') || /-[\w-]{8,}\.\w+$/.test(path);
  reply.header('cache-control', immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
}
