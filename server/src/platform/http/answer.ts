import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, errors, knownErrors } from '#kernel/errors.js';
import type { Metrics } from '../telemetry/metrics.js';

interface SentError {
  readonly extensions: { code: string; requestId?: string; retryAfterS?: number };
}

interface SentAnswer {
  readonly errors: readonly SentError[];
  readonly data?: Record<string, unknown> | null;
}

const statusOf = (code: string): number => knownErrors().get(code)?.http ?? 400;

/** True where nothing was answered: no data at all, or a single root field that is null (contract, "Errors"). */
function isRefusal({ data }: SentAnswer): boolean {
  const values = Object.values(data ?? {});
  return values.length === 0 || (values.length === 1 && values[0] === null);
}

function addHeaders(request: FastifyRequest, reply: FastifyReply, status: number, { extensions }: SentError): void {
  if (extensions.retryAfterS !== undefined) void reply.header('retry-after', String(extensions.retryAfterS));
  if (status === 401) addChallenge(request, reply);
}

/** Says how to sign in, and whether what was sent as a proof is none (RFC 6750). */
function addChallenge(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('www-authenticate', request.headers.authorization ? 'Bearer error="invalid_token"' : 'Bearer');
}

/** What an answer says where it carries errors; null where it is good and may leave as it is. */
function errorsIn(body: string | object): SentAnswer | null {
  if (typeof body !== 'string') return 'errors' in body ? (body as SentAnswer) : null;
  return body.startsWith('{"errors"') ? (JSON.parse(body) as SentAnswer) : null;
}

/** The text of a GraphQL answer. One that carries errors is completed: request id, status, headers. */
export function completeAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string | object,
  metrics: Metrics,
): string {
  const answer = errorsIn(body);
  if (!answer) return typeof body === 'string' ? body : `${JSON.stringify(body)}\n`;
  for (const error of answer.errors) {
    error.extensions.requestId = request.id;
    metrics.countError(error.extensions.code);
  }
  const [first] = answer.errors;
  if (first && isRefusal(answer)) {
    const status = statusOf(first.extensions.code);
    if (reply.statusCode < 400 || reply.statusCode >= 500 || status !== 400) void reply.code(status);
    addHeaders(request, reply, status, first);
  }
  return `${JSON.stringify(answer)}\n`;
}

/** Sends an error of the house outside GraphQL, in the same shape. */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
  status = error.definition.http,
): FastifyReply {
  const extensions = { code: error.code, requestId: request.id, ...error.details };
  if (error.details.retryAfterS !== undefined) void reply.header('retry-after', String(error.details.retryAfterS));
  if (status === 401) addChallenge(request, reply);
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message: error.message, extensions }] });
}

/** What a route refuses as it is, and what Fastify refuses before a route sees it, in the house's words. */
export function toAppError(error: { statusCode?: number }): { error: AppError; status: number } {
  if (error instanceof AppError) return { error, status: error.definition.http };
  const status = error.statusCode ?? 500;
  if (status === 413) return { error: errors.PAYLOAD_TOO_LARGE(), status };
  if (status === 404) return { error: errors.NOT_FOUND(), status };
  if (status >= 400 && status < 500) return { error: errors.BAD_USER_INPUT({}, 'This request is malformed.'), status };
  return { error: errors.INTERNAL(), status: 500 };
}
