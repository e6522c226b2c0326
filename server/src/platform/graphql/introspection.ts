import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind, visit, type DocumentNode } from 'graphql';
import type { Context } from '#kernel/context.js';

const introspective = new WeakMap<DocumentNode, boolean>();

function asksForSchema(document: DocumentNode): boolean {
  let found = introspective.get(document);
  if (found !== undefined) return found;
  found = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  introspective.set(document, found);
  return found;
}

/** Shows the schema to signed-in people only (catalogue G6). */
export const introspectionForMembers: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, contextValue }) => {
      if (contextValue.identity.kind === 'visitor' && asksForSchema(document))
        throw new GraphQLError('Introspection is for signed-in people here.', {
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
        });
    },
  }),
};
