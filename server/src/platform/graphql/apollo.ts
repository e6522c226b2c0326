import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { Context } from '#kernel/context.js';
import type { Logger } from '#kernel/ports.js';
import { tellOfErrors } from './faults.js';
import { maxTokens, type Gate } from './gate.js';
import { schemaPrivacy, type Introspection } from './introspection.js';
import { mask } from './mask.js';
import type { Plans } from './plans.js';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** Refuses a kind of operation that the schema has no root for: executing it would be an unexpected error. */
const knownKinds: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (!context.getSchema().getRootType(node.operation))
      context.reportError(new GraphQLError(`There is no ${node.operation} here.`, { nodes: node }));
  },
});

const tell: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue, document, operationName }) =>
      tellOfErrors(errors, contextValue, { document, operationName }),
  }),
};

/** Apollo with one mask, no suggestions, no landing page, no cache-control wrapper around every field. */
export async function startApollo(
  schema: GraphQLSchema,
  { introspection, gate, plans }: { introspection: Introspection; gate: Gate; plans: Plans },
  log: Logger,
): Promise<ApolloServer<Context>> {
  const server = new ApolloServer<Context>({
    schema,
    introspection: introspection !== 'off',
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    formatError: mask,
    parseOptions: { maxTokens },
    validationRules: [knownKinds],
    // Nobody reads more, and each costs time; what might have been meant is not ours to tell (catalogue G3, G5).
    validationOptions: { maxErrors: 10, hideSuggestions: true },
    // The cookie is guarded by our own check of the calling site, GET runs no mutation, and POST takes JSON only.
    csrfPrevention: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    logger: { ...silent, error: (message: string) => log.error({ event: 'apollo.failed' }, message) },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      tell,
      gate.plugin(),
      schemaPrivacy(introspection),
      plans.plugin(),
    ],
  });
  await server.start();
  return server;
}
