import { defineErrors } from '#kernel/errors.js';
import { defineEvents } from '#kernel/events.js';
import { defineScopes } from '#kernel/scopes.js';

defineScopes({
  'users:read': 'See every account and the overview.',
  'users:write': 'Change roles, grant scopes, suspend and reinstate accounts, end their sessions.',
  'users:delete': 'Delete accounts for good.',
  'roles:write': 'Make, change and delete roles.',
});

/** The roles that every instance has; 'admin' holds every scope that any module declares. */
export const builtInRoles = {
  admin: 'Runs this instance: every scope there is.',
  member: 'A person with an account.',
} as const;

export const userErrors = defineErrors({
  ACCOUNT_SUSPENDED: { http: 403, message: 'This account is suspended.' },
});

const events = defineEvents({
  'user.registered': 'SUCCESS',
  'user.profile_changed': 'SUCCESS',
  'user.role_changed': 'SUCCESS',
  'user.scope_granted': 'SUCCESS',
  'user.scope_revoked': 'SUCCESS',
  'user.suspended': 'SUCCESS',
  'user.reinstated': 'SUCCESS',
  'user.deleted': 'SUCCESS',
  'role.created': 'SUCCESS',
  'role.changed': 'SUCCESS',
  'role.deleted': 'SUCCESS',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
