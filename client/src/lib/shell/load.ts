import { error } from '@sveltejs/kit';
import type { ApiError, Result } from '#lib/api/index.ts';
import { toFailure } from '#lib/i18n/index.ts';

const statuses: Partial<Record<ApiError['code'], number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  UNAVAILABLE: 503,
  NETWORK: 503,
  RATE_LIMITED: 429,
};

/** For loaders: the data of an answer, or the error page in its place. */
export function dataOf<Data>(result: Result<Data>): Data {
  if (result.ok) return result.data;
  const { code, requestId, retryAfterS } = result.error;
  const { message } = toFailure(result.error);
  error(statuses[code] ?? 500, message, {
    code,
    ...(requestId && { requestId }),
    ...(retryAfterS && { retryAfterS }),
  });
}
