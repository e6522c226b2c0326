import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError, errors, type FieldIssue } from '#kernel/errors.js';

/** Codes of GraphQL itself, which stay as Apollo names them (contract, "Errors"). */
const graphqlCodes = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);
/** Other ways in which a request can be malformed before any resolver runs. */
const requestCodes = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** The AppError inside whatever was thrown, if there is one. */
export function appErrorIn(error: unknown): AppError | null {
  const original = error instanceof GraphQLError ? error.originalError : error;
  return original instanceof AppError ? original : null;
}

function show(error: AppError, path: GraphQLFormattedError['path']): GraphQLFormattedError {
  return { message: error.message, ...(path && { path }), extensions: { code: error.code, ...error.details } };
}

const variableProblems = [
  { pattern: /Field "([^"]+)" is not defined by type/, code: 'unknown_key', message: 'There is no such field.' },
  { pattern: /Field "([^"]+)" of required type/, code: 'required', message: 'This is needed.' },
  { pattern: /at "(?:[^"]*\.)?([^".]+)"/, code: 'invalid_type', message: 'This is of the wrong type.' },
  { pattern: /Variable "\$([^"]+)" of required type/, code: 'required', message: 'This is needed.' },
  { pattern: /Variable "\$([^"]+)"/, code: 'invalid_type', message: 'This is of the wrong type.' },
];

/** Names the field of a refused variable; the original message would repeat its value, perhaps a password. */
function fieldOf(message: string): FieldIssue[] {
  for (const { pattern, code, message: text } of variableProblems) {
    const name = pattern.exec(message)?.[1];
    if (name) return [{ name, code, message: text }];
  }
  return [];
}

/** What leaves the house of an error: a known code with its public facts, or INTERNAL and nothing (catalogue G7). */
export function mask(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const known = appErrorIn(error);
  if (known) return show(known, formatted.path);
  const code = String(formatted.extensions?.['code']);
  if (graphqlCodes.has(code))
    return {
      message: formatted.message,
      ...(formatted.locations && { locations: formatted.locations }),
      extensions: { code },
    };
  if (!requestCodes.has(code)) return show(errors.INTERNAL(), formatted.path);
  const fields = fieldOf(formatted.message);
  return show(
    fields.length > 0 ? errors.BAD_USER_INPUT({ fields }) : errors.BAD_USER_INPUT({}, formatted.message),
    undefined,
  );
}

/** True for what nobody foresaw, and for what stands for something else that failed: it must reach the log. */
export function isUnexpected(error: unknown): boolean {
  const known = appErrorIn(error);
  if (known) return known.cause !== undefined;
  const code = (error as { extensions?: { code?: unknown } }).extensions?.code;
  return code === undefined || code === 'INTERNAL_SERVER_ERROR';
}
