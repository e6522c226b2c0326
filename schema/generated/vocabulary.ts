// Generated from vocabulary.json. Not edited: `npm run generate`.

/** What a role or a grant may allow. */
export type Scope =
  | 'users:read'
  | 'users:write'
  | 'users:delete'
  | 'roles:write'
  | 'audit:read';

/** What `errors[].extensions.code` may say. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'REAUTHENTICATION_REQUIRED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'OPERATION_TOO_COSTLY'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'ACCOUNT_SUSPENDED'
  | 'SESSION_ENDED'
  | 'INVALID_CREDENTIALS';

/** What the journal may record. */
export type EventName =
  | 'access.denied'
  | 'user.registered'
  | 'user.profile_changed'
  | 'user.role_changed'
  | 'user.scope_granted'
  | 'user.scope_revoked'
  | 'user.suspended'
  | 'user.reinstated'
  | 'user.deleted'
  | 'role.created'
  | 'role.changed'
  | 'role.deleted'
  | 'keys.rotated'
  | 'session.opened'
  | 'session.refreshed'
  | 'session.refresh_replayed'
  | 'session.reuse_detected'
  | 'session.ended'
  | 'backup.made'
  | 'backup.drilled'
  | 'login.failed'
  | 'login.throttled'
  | 'user.password_changed';

/** The roles that every house has. */
export type BuiltInRole =
  | 'admin'
  | 'member';
