import { HeaderMap, type ApolloServer } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#kernel/context.js';
import { AppError, errors } from '#kernel/errors.js';
import type { Logger } from '#kernel/ports.js';
import type { Gate } from '../graphql/gate.js';
import type { Plans } from '../graphql/plans.js';
import type { Metrics } from '../telemetry/metrics.js';
import { completeAnswer, sendError } from './answer.js';
import { startBudget } from './budget.js';
import { isWelcome, type Sites } from './site.js';

export interface GraphQLRoute {
  readonly apollo: ApolloServer<Context>;
  readonly metrics: Metrics;
  readonly sites: Sites;
  readonly gate: Gate;
  readonly plans: Plans;
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

/** An answer that is ready to be sent: a text of Apollo's, or a result as it is. */
interface Found {
  readonly status: number;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: string | object;
}

function send(request: FastifyRequest, reply: FastifyReply, found: Found, metrics: Metrics): FastifyReply {
  for (const [name, value] of found.headers) if (name !== 'cache-control') void reply.header(name, value);
  void reply.code(found.status);
  return reply.send(completeAnswer(request, reply, found.body, metrics));
}

const acceptsRemembered = 100;

/** GraphQL over HTTP at `/graphql`. Requests that another site's page sends are refused before any resolver (catalogue G8). */
export function serveGraphQL(
  fastify: FastifyInstance,
  { apollo, gate, plans, metrics, sites, log, contextOf }: GraphQLRoute,
): void {
  /** The type of Apollo's answers to whoever accepts this. */
  const contentTypes = new LRUCache<string, string>({ max: acceptsRemembered });
  const acceptOf = ({ headers }: FastifyRequest): string => headers.accept ?? '';

  // Apollo answers 500 where no context can be opened, and says so to nobody.
  const openContext: GraphQLRoute['contextOf'] = async (request, reply, signal) => {
    try {
      return await contextOf(request, reply, signal);
    } catch (error) {
      log.error({ event: 'request.failed', requestId: request.id, err: error }, 'unexpected error');
      throw error;
    }
  };

  const askApollo = async (request: FastifyRequest, context: () => Promise<Context>): Promise<Found> => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: searchOf(request.url),
        body: request.body,
      },
      context,
    });
    if (body.kind !== 'complete') throw errors.BAD_USER_INPUT({}, 'Incremental delivery is not served.');
    const type = headers.get('content-type');
    if (status === undefined && type) contentTypes.set(acceptOf(request), type);
    return { status: status ?? 200, headers, body: body.string };
  };

  /** By its plan where there is one, otherwise by Apollo. */
  const find = async (request: FastifyRequest, reply: FastifyReply, signal: AbortSignal): Promise<Found> => {
    const open = (): Promise<Context> => openContext(request, reply, signal);
    const type = contentTypes.get(acceptOf(request));
    const plan = request.method === 'POST' && type ? plans.find(request.body) : undefined;
    if (!plan || !type) return askApollo(request, open);
    const context = await open();
    const body = await plan(context);
    return body ? { status: 200, headers: [['content-type', type]], body } : askApollo(request, async () => context);
  };

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (request.method !== 'GET' && !isWelcome(request.headers, sites))
      return sendError(request, reply, errors.FORBIDDEN({ requires: [] }, 'Requests from other sites are refused.'));
    const refusal = gate.refusalOf(documentOf(request));
    if (refusal) return refuse(request, reply, refusal, metrics);
    const budget = startBudget(reply);
    try {
      return send(request, reply, await budget.within(find(request, reply, budget.signal)), metrics);
    } catch (error) {
      if (error instanceof AppError) return refuse(request, reply, error, metrics);
      throw error;
    }
  };
  fastify.route({ method: ['GET', 'POST'], url: '/graphql', handler: handle });
}
