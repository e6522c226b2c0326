import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { errors } from '#kernel/errors.js';
import { sendError } from './answer.js';
import { securityHeaders } from './headers.js';

/** Answers what is no HTTP request at all: there is no route for it, but the answer has its id and shape all the same. */
export function refuseUnreadable(socket: Socket, publicUrl: string): void {
  if (!socket.writable) return;
  const requestId = randomUUID();
  const { code, definition } = errors.BAD_USER_INPUT();
  const body = JSON.stringify({
    errors: [{ message: 'This is not an HTTP request.', extensions: { code, requestId } }],
  });
  const headers = [
    `HTTP/1.1 ${definition.http} Bad Request`,
    `x-request-id: ${requestId}`,
    ...Object.entries(securityHeaders(publicUrl)).map(([name, value]) => `${name}: ${value}`),
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}

/** Refuses what is packed before a byte is read: what it would grow to, nobody knows (catalogue G10). */
export function refusePackedBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const packing = request.headers['content-encoding'] ?? 'identity';
    if (packing === 'identity') return done();
    sendError(request, reply, errors.BAD_USER_INPUT({}, 'Send it unpacked.'), 415);
  });
}

/** What is odd about a request of HTTP/1.1, by the status that says so; the versions before it know neither header. */
function oddityOf({ raw: { httpVersion, headers } }: FastifyRequest): { status: number; message: string } | null {
  if (httpVersion !== '1.1') return null;
  if (headers.host === undefined) return { status: 400, message: 'Say which host you ask.' };
  if (headers.expect && !/\b100-continue\b/i.test(headers.expect))
    return { status: 417, message: 'No such expectation is met here.' };
  return null;
}

/** Refuses in our words what Node would refuse in its own, without our headers (catalogue B5). */
export function refuseOddRequests(fastify: FastifyInstance): void {
  fastify.server.on('checkExpectation', (request, response) => fastify.routing(request, response));
  fastify.addHook('onRequest', (request, reply, done) => {
    const oddity = oddityOf(request);
    if (!oddity) return done();
    // Nobody knows whether a body comes after all.
    void reply.header('connection', 'close');
    sendError(request, reply, errors.BAD_USER_INPUT({}, oddity.message), oddity.status);
  });
}
