import type { Scope } from '@socle/schema/vocabulary';
import { m } from '#lib/i18n/index.ts';

const descriptions: Record<Scope, () => string> = {
  'users:read': m.admin_scope_users_read,
  'users:write': m.admin_scope_users_write,
  'users:delete': m.admin_scope_users_delete,
};

/** What a scope allows, in words; its name where the server is newer than this page. */
export function describeScope(scope: string): string {
  return (descriptions as Partial<Record<string, () => string>>)[scope]?.() ?? scope;
}
