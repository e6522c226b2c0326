import type { ApiError, FieldError } from '#lib/api/index.ts';
import type { Failure } from '#lib/ui/index.ts';
import { formatDuration } from './format.ts';
import * as m from './generated/messages.js';
import { nameRights } from './scopes.ts';

const messages: Record<ApiError['code'], () => string> = {
  UNAUTHENTICATED: m.error_UNAUTHENTICATED,
  INVALID_CREDENTIALS: m.error_INVALID_CREDENTIALS,
  SESSION_ENDED: m.error_SESSION_ENDED,
  REAUTHENTICATION_REQUIRED: m.error_REAUTHENTICATION_REQUIRED,
  FORBIDDEN: m.error_FORBIDDEN,
  ACCOUNT_SUSPENDED: m.error_ACCOUNT_SUSPENDED,
  BAD_USER_INPUT: m.error_BAD_USER_INPUT,
  NOT_FOUND: m.error_NOT_FOUND,
  CONFLICT: m.error_CONFLICT,
  RATE_LIMITED: m.error_RATE_LIMITED,
  OPERATION_TOO_COSTLY: m.error_OPERATION_TOO_COSTLY,
  PAYLOAD_TOO_LARGE: m.error_PAYLOAD_TOO_LARGE,
  UNAVAILABLE: m.error_UNAVAILABLE,
  INTERNAL: m.error_INTERNAL,
  NETWORK: m.error_NETWORK,
};

const fieldMessages: Partial<Record<string, () => string>> = {
  required: m.field_required,
  too_short: m.field_too_short,
  too_long: m.field_too_long,
  invalid_format: m.field_invalid_format,
  invalid_characters: m.field_invalid_characters,
  taken: m.field_taken,
  common_password: m.field_common_password,
  contains_context: m.field_contains_context,
  wrong_password: m.field_wrong_password,
  mismatch: m.field_mismatch,
  unknown_role: m.field_unknown_role,
  unknown_scope: m.field_unknown_scope,
  unknown_key: m.field_unknown_key,
  out_of_range: m.field_out_of_range,
  invalid_type: m.field_invalid_type,
  invalid_date: m.field_invalid_date,
  not_past: m.field_not_past,
  invalid_phone: m.field_invalid_phone,
  invalid_country: m.field_invalid_country,
};

/** What no waiting mends. */
const reasons: Partial<Record<string, () => string>> = {
  tampered: m.error_UNAVAILABLE_tampered,
  closed: m.error_UNAVAILABLE_closed,
};

/** Why something must wait, where it is said for how long. */
const pauses: Partial<Record<ApiError['code'], () => string>> = {
  RATE_LIMITED: m.error_RATE_LIMITED_pause,
  UNAVAILABLE: m.error_UNAVAILABLE_pause,
};

/** A number that nobody needs to quote: the person can mend it alone. */
const mendable: readonly ApiError['code'][] = ['BAD_USER_INPUT', 'CONFLICT', 'INVALID_CREDENTIALS', 'RATE_LIMITED'];

/** What to tell the person about an error that the server, or the way to it, gave. */
export function errorMessage(error: ApiError): string {
  return reasonMessage(error) ?? waitMessage(error) ?? rightsMessage(error) ?? messages[error.code]();
}

/** The same error as a form shows it: beside its fields, or as a whole with the request id and how long to wait. */
export function toFailure(error: ApiError): Failure {
  const { code, requestId, retryAfterS } = error;
  const fields = Object.fromEntries(error.fields.map((field) => [field.name, fieldMessage(field)]));
  const failure = { message: errorMessage(error), requestId: mendable.includes(code) ? null : requestId, fields };
  const pause = reasonMessage(error) ? undefined : pauses[code]?.();
  return pause && retryAfterS ? { ...failure, message: pause, retryAfterS } : failure;
}

function fieldMessage(field: FieldError): string {
  return fieldMessages[field.code]?.() ?? field.message;
}

const reasonMessage = ({ code, reason = '' }: ApiError): string | null =>
  code === 'UNAVAILABLE' ? (reasons[reason]?.() ?? null) : null;

function waitMessage({ code, retryAfterS }: ApiError): string | null {
  const pause = pauses[code]?.();
  return pause && retryAfterS ? `${pause} ${m.waiting({ duration: formatDuration(Math.ceil(retryAfterS)) })}` : null;
}

function rightsMessage({ code, requires = [] }: ApiError): string | null {
  if (code !== 'FORBIDDEN' || requires.length === 0) return null;
  return m.error_FORBIDDEN_requires({ count: requires.length, rights: nameRights(requires) });
}
