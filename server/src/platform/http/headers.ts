import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

const onHttps = { ...always, 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** The headers of every answer of a house at this address; of a port without a public address where it is null. */
export const securityHeaders = (publicUrl: string | null): Readonly<Record<string, string>> =>
  publicUrl?.startsWith('https:') ? onHttps : always;

/** Puts the headers of every answer on this one; a page's route replaces policy and caching (catalogue B5). */
export function addHeaders(request: FastifyRequest, reply: FastifyReply, publicUrl: string): FastifyReply {
  return reply.headers(securityHeaders(publicUrl)).header('x-request-id', request.id);
}

/** Does so for every request that meets a route or misses all of them. */
export function addSecurityHeaders(fastify: FastifyInstance, publicUrl: string): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    addHeaders(request, reply, publicUrl);
    done();
  });
}
