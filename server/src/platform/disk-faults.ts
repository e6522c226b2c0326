import { errors } from '#kernel/errors.js';

const codes = /^(ENOSPC|EDQUOT|EFBIG|EROFS|EIO|SQLITE_FULL|SQLITE_IOERR\w*)$/;

/** The system's or SQLite's word for a disk that cannot be written; undefined for any other error. */
export function diskFaultIn(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && codes.test(code) ? code : undefined;
}

const retryAfterS = 5;

/** UNAVAILABLE in place of what a disk did not take, which it may take later (catalogue D3); the cause is for the log. */
export function asUnavailable(error: unknown): unknown {
  if (!diskFaultIn(error)) return error;
  const refusal = errors.UNAVAILABLE({ retryAfterS }, 'Nothing can be kept just now. Try again later.');
  return Object.assign(refusal, { cause: error });
}
