import type { ApiError } from '#lib/api/index.ts';
import { m, toFailure } from '#lib/i18n/index.ts';
import type { Failure } from '#lib/ui/index.ts';

const conflicts: Partial<Record<string, () => string>> = {
  own_account: m.admin_own_account,
  last_administrator: m.admin_last_administrator,
  role_in_use: m.admin_role_in_use,
  built_in_role: m.admin_built_in_role,
};

/** Why an administrator's change was refused, in words. */
export function toRefusal(error: ApiError): Failure {
  const failure = toFailure(error);
  if (error.code !== 'CONFLICT' || error.fields.length > 0) return failure;
  return { ...failure, message: (conflicts[error.reason ?? ''] ?? m.admin_conflict)() };
}
