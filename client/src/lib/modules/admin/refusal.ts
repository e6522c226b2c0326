import type { ApiError } from '#lib/api/index.ts';
import { errorMessage, m, toFailure } from '#lib/i18n/index.ts';
import type { Failure } from '#lib/ui/index.ts';

const conflicts: Partial<Record<string, () => string>> = {
  own_account: m.admin_own_account,
  last_administrator: m.admin_last_administrator,
};

/** Why an administrator's change was refused, in words. */
export function refusalMessage(error: ApiError): string {
  if (error.code !== 'CONFLICT') return errorMessage(error);
  return (conflicts[error.reason ?? ''] ?? m.admin_conflict)();
}

/** The same for a form. */
export function toRefusal(error: ApiError): Failure {
  return { ...toFailure(error), message: refusalMessage(error) };
}
