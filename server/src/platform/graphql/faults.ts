import type { DocumentNode, GraphQLError } from 'graphql';
import type { Context } from '#kernel/context.js';
import { recordDenials } from './denials.js';
import { isUnexpected } from './mask.js';

/** What an operation was, for whoever reads of its errors. */
export interface Asked {
  readonly document?: DocumentNode | undefined;
  readonly operationName?: string | null | undefined;
}

/** Tells the log of what nobody foresaw, and the journal of what was not allowed; once for each answer with errors. */
export async function tellOfErrors(
  errors: readonly GraphQLError[],
  context: Context,
  { document, operationName }: Asked,
): Promise<void> {
  for (const error of errors.filter(isUnexpected))
    context.log.error(
      { event: 'request.failed', operation: operationName ?? null, err: error.originalError ?? error },
      'unexpected error',
    );
  await recordDenials(errors, context, document);
}
