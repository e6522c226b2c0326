import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#kernel/context.js';
import { AppError, errors } from '#kernel/errors.js';
import type { Logger } from '#kernel/ports.js';
import type { Gate } from '../graphql/gate.js';
import type { Metrics } from '../telemetry/metrics.js';
import { completeAnswer, sendError } from './answer.js';
import { startBudget } from './budget.js';
import { isWelcome, type Sites } from './site.js';

export interface GraphQLRoute {
  readonly apollo: ApolloServer<Context>;
  readonly metrics: Metrics;
  readonly sites: Sites;
  readonly gate: Gate;
  readonly log: Logger;
  contextOf(request: FastifyRequest, reply: FastifyReply, signal: AbortSignal): Promise<Context>;
}

function headersOf(request: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  return map;
}

const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** The document that Apollo will read, as far as there is one; whatever else is wrong is Apollo's to say. */
function documentOf({ method, url, body }: FastifyRequest): string {
  // Fastify leaves a text as it is where a part of it cannot be decoded; Apollo decodes what it can.
  if (method === 'GET') return new URLSearchParams(searchOf(url)).get('query') ?? '';
  const text = (body as { query?: unknown } | null)?.query;
  return typeof text === 'string' ? text : '';
}

function refuse(request: FastifyRequest, reply: FastifyReply, error: AppError, metrics: Metrics): FastifyReply {
  metrics.countError(error.code);
  return sendError(request, reply, error);
}

/** GraphQL over HTTP at `/graphql`. Requests that another site's page sends are refused before any resolver (catalogue G8). */
export function serveGraphQL(
  fastify: FastifyInstance,
  { apollo, gate, metrics, sites, log, contextOf }: GraphQLRoute,
): void {
  // Apollo answers 500 where no context can be opened, and says so to nobody.
  const openContext: GraphQLRoute['contextOf'] = async (request, reply, signal) => {
    try {
      return await contextOf(request, reply, signal);
    } catch (error) {
      log.error({ event: 'request.failed', requestId: request.id, err: error }, 'unexpected error');
      throw error;
    }
  };
  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.method !== 'GET' && !isWelcome(request.headers, sites))
      return sendError(request, reply, errors.FORBIDDEN({ requires: [] }, 'Requests from other sites are refused.'));
    const refusal = gate.refusalOf(documentOf(request));
    if (refusal) return refuse(request, reply, refusal, metrics);
    const budget = startBudget(reply);
    const execution = apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: searchOf(request.url),
        body: request.body,
      },
      context: () => openContext(request, reply, budget.signal),
    });
    const response = await budget.within(execution).catch((error: unknown) => {
      if (error instanceof AppError) return error;
      throw error;
    });
    if (response instanceof AppError) return refuse(request, reply, response, metrics);
    for (const [name, value] of response.headers) if (name !== 'cache-control') void reply.header(name, value);
    void reply.code(response.status ?? 200);
    if (response.body.kind !== 'complete')
      return sendError(request, reply, errors.BAD_USER_INPUT({}, 'Incremental delivery is not served.'));
    return reply.send(completeAnswer(request, reply, response.body.string, metrics));
  };
  fastify.route({ method: ['GET', 'POST'], url: '/graphql', handler: handle });
}
