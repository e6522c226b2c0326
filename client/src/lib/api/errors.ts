import type { CombinedError } from '@urql/svelte';
import type { ErrorCode } from '@socle/schema/vocabulary';

/** One field that the server refused, by the name of its GraphQL argument. */
export interface FieldError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** What went wrong, in words that a page can translate; `NETWORK` where no answer came. */
export interface ApiError {
  readonly code: ErrorCode | 'NETWORK';
  readonly requestId: string | null;
  readonly fields: readonly FieldError[];
  readonly retryAfterS?: number;
  readonly reason?: string;
  readonly requires?: readonly string[];
}

/** What every call answers: data, or the reason why there is none. */
export type Result<Data> =
  | {
      readonly ok: true;
      readonly data: Data;
      /** Below the root field: what somebody tampered with, and so is null. */
      readonly tampered?: readonly string[];
    }
  | { readonly ok: false; readonly error: ApiError };

interface Extensions {
  readonly code?: ErrorCode | 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED';
  readonly requestId?: string;
  readonly fields?: readonly FieldError[];
  readonly retryAfterS?: number;
  readonly reason?: string;
  readonly requires?: readonly string[];
}

/** Reads urql's error as one of ours. */
export function toApiError(error: CombinedError): ApiError {
  const response: unknown = error.response;
  const answer = response instanceof Response ? response : undefined;
  const requestId = answer?.headers.get('x-request-id') ?? null;
  const [first] = error.graphQLErrors;
  if (!first) return { code: codeWithoutBody(answer), requestId, fields: [], ...waitOf(answer) };
  return fromExtensions(first.extensions, requestId);
}

/** The fields that somebody tampered with, where that is all that is wrong; undefined otherwise. */
export function tamperedIn({ networkError, graphQLErrors }: CombinedError): readonly string[] | undefined {
  const paths = graphQLErrors.map(({ path = [] }) => path.slice(1).join('.'));
  const isAll = graphQLErrors.every(({ extensions }) => (extensions as Extensions).reason === 'tampered');
  return !networkError && isAll && paths.every(Boolean) ? paths : undefined;
}

function fromExtensions(extensions: Extensions, requestId: string | null): ApiError {
  const { code, retryAfterS, reason, requires } = extensions;
  return {
    code: !code || code.startsWith('GRAPHQL_') ? 'INTERNAL' : (code as ErrorCode),
    requestId: extensions.requestId ?? requestId,
    fields: extensions.fields ?? [],
    ...(retryAfterS !== undefined && { retryAfterS }),
    ...(reason && { reason }),
    ...(requires && { requires }),
  };
}

/** How long a proxy asks to wait. */
function waitOf(answer: Response | undefined): Pick<ApiError, 'retryAfterS'> {
  const seconds = Number(answer?.headers.get('retry-after'));
  return seconds > 0 ? { retryAfterS: seconds } : {};
}

/** A proxy may answer for a server that is down, with a page instead of GraphQL. */
function codeWithoutBody(answer: Response | undefined): ApiError['code'] {
  if (!answer) return 'NETWORK';
  if (answer.status === 413) return 'PAYLOAD_TOO_LARGE';
  if (answer.status === 429) return 'RATE_LIMITED';
  return answer.status >= 500 ? 'UNAVAILABLE' : 'INTERNAL';
}
