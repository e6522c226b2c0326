import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind, visit, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import type { Context } from '#kernel/context.js';

/** Who may read the schema. */
export type Introspection = 'on' | 'off' | 'signed-in';

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

const mayRead = (introspection: Introspection, { identity }: Context): boolean =>
  introspection === 'on' || (introspection === 'signed-in' && identity.kind !== 'visitor');

const withoutNames = (error: GraphQLFormattedError): GraphQLFormattedError =>
  error.extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED'
    ? { ...error, message: 'This document does not fit the schema.' }
    : error;

/**
 * Shows the schema only to those who may read it (catalogue G6); to others neither an answer to introspection nor the
 * words of a failed validation tell what it holds (catalogue G5).
 */
export const schemaPrivacy = (introspection: Introspection): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, contextValue }) => {
      if (!mayRead(introspection, contextValue) && asksForSchema(document))
        throw new GraphQLError('Introspection is for signed-in people here.', {
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
        });
    },
    willSendResponse: async ({ response, contextValue }) => {
      const failed = response.body.kind === 'single' ? response.body.singleResult : {};
      if (failed.errors && !mayRead(introspection, contextValue)) failed.errors = failed.errors.map(withoutNames);
    },
  }),
});
