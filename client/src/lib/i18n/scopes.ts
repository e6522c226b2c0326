import type { Scope } from '@socle/schema/vocabulary';
import { formatList } from './format.ts';
import * as m from './generated/messages.js';

const descriptions: Record<Scope, () => string> = {
  'users:read': m.admin_scope_users_read,
  'users:write': m.admin_scope_users_write,
  'users:delete': m.admin_scope_users_delete,
  'roles:write': m.admin_scope_roles_write,
  'audit:read': m.admin_scope_audit_read,
};

/** What a scope allows, in words; where the server is newer than this page, what the server says, or its name. */
export function describeScope(scope: string, otherwise = scope): string {
  return (descriptions as Partial<Record<string, () => string>>)[scope]?.() ?? otherwise;
}

/** Several scopes in one sentence, each in words and by its name. */
export function nameRights(scopes: readonly string[]): string {
  return formatList(scopes.map((scope) => m.right_named({ right: describeScope(scope), scope })));
}
