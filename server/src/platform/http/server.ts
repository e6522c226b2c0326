import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger, Signer } from '#kernel/ports.js';
import type { Metrics } from '../telemetry/metrics.js';
import { sendError, toAppError } from './answer.js';
import { serveClient } from './client-pages.js';
import { serveFiles, type FilesRoute } from './files-route.js';
import { serveGraphQL, type GraphQLRoute } from './graphql-route.js';
import { addHeaders, addSecurityHeaders } from './headers.js';
import { serveHealth, type HealthSources } from './health.js';
import { refuseOddRequests, refusePackedBodies, refuseUnreadable } from './refusals.js';

export interface HttpOptions extends GraphQLRoute, FilesRoute {
  readonly health: HealthSources;
  readonly signer: Signer;
  readonly log: Logger;
  readonly clientFolder: string;
  readonly trustedProxyHops: number;
}

const bodyLimitBytes = 64 * 1024;
const requestTimeoutMs = 15_000;
const headersTimeoutMs = 10_000;
/** How often Node looks for connections that are over their time; by itself it looks twice a minute. */
const timeoutsCheckedEveryMs = 1_000;
/** Longer than a proxy keeps its side open, so that the proxy never meets a closed connection (catalogue A7). */
const keepAliveMs = 65_000;

/** How long requests may take to finish once the server is asked to stop. */
const finishMs = 8_000;

/** The kind of a route, from a closed set (catalogue A9). */
function kindOf(url: string): string {
  if (url.startsWith('/graphql')) return 'graphql';
  if (url.startsWith('/files/')) return 'files';
  if (/^\/(health|version|status|\.well-known)/.test(url)) return 'operations';
  return 'client';
}

function measure(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest(kindOf(request.url), reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/**
 * Lets a stopping server go: connections on which nothing was ever asked (browsers open some in advance) end at once,
 * and what is still unfinished after a while is cut (catalogue A7).
 */
function endConnectionsAtClose(fastify: FastifyInstance): void {
  const sockets = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  fastify.addHook('preClose', async () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    setTimeout(() => fastify.server.closeAllConnections(), finishMs).unref();
  });
}

/** The HTTP face of the house, not yet listening. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { sites, metrics, log, signer } = options;
  const fastify = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    trustProxy: (_address: string, hop: number) => hop < options.trustedProxyHops,
    forceCloseConnections: 'idle' as const,
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutsCheckedEveryMs,
      // Node would refuse in its own words, without our headers.
      requireHostHeader: false,
    },
    clientErrorHandler: (_error: Error, socket: Socket) => refuseUnreadable(socket, sites.own),
    // An address that cannot be decoded never reaches a hook or the error handler.
    frameworkErrors: (error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) => {
      const { error: shown, status } = toAppError(error);
      void sendError(request, addHeaders(request, reply, sites.own), shown, status);
    },
  });
  // JSON is the only body there is: a form or a plain text is what another site could send unasked (catalogue G8).
  fastify.removeContentTypeParser('text/plain');
  addSecurityHeaders(fastify, sites.own);
  refuseOddRequests(fastify);
  refusePackedBodies(fastify);
  measure(fastify, metrics);
  endConnectionsAtClose(fastify);
  await fastify.register(fastifyCookie);
  if (sites.allowed.length > 0)
    await fastify.register(fastifyCors, {
      origin: [...sites.allowed],
      credentials: false,
      methods: ['GET', 'POST'],
      allowedHeaders: ['authorization', 'content-type'],
      exposedHeaders: ['x-request-id', 'retry-after'],
      maxAge: 600,
    });
  fastify.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { error: shown, status } = toAppError(error);
    if (status >= 500) log.error({ event: 'request.failed', requestId: request.id, err: error }, 'unexpected error');
    return sendError(request, reply, shown, status);
  });
  serveHealth(fastify, options.health);
  fastify.get('/.well-known/jwks.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(signer.publicKeys()),
  );
  serveGraphQL(fastify, options);
  serveFiles(fastify, options);
  await serveClient(fastify, options.clientFolder);
  return fastify;
}
