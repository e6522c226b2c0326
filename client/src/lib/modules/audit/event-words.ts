import type { EventName } from '@socle/schema/vocabulary';
import { m } from '#lib/i18n/index.ts';

const words: Record<EventName, () => string> = {
  'access.denied': m.audit_event_access_denied,
  'user.registered': m.audit_event_user_registered,
  'user.profile_changed': m.audit_event_user_profile_changed,
  'user.role_changed': m.audit_event_user_role_changed,
  'user.scope_granted': m.audit_event_user_scope_granted,
  'user.scope_revoked': m.audit_event_user_scope_revoked,
  'user.suspended': m.audit_event_user_suspended,
  'user.reinstated': m.audit_event_user_reinstated,
  'user.deleted': m.audit_event_user_deleted,
  'role.created': m.audit_event_role_created,
  'role.changed': m.audit_event_role_changed,
  'role.deleted': m.audit_event_role_deleted,
  'session.opened': m.audit_event_session_opened,
  'session.refreshed': m.audit_event_session_refreshed,
  'session.refresh_replayed': m.audit_event_session_refresh_replayed,
  'session.reuse_detected': m.audit_event_session_reuse_detected,
  'session.ended': m.audit_event_session_ended,
  'login.failed': m.audit_event_login_failed,
  'login.throttled': m.audit_event_login_throttled,
  'user.password_changed': m.audit_event_user_password_changed,
  'keys.rotated': m.audit_event_keys_rotated,
  'user.deletion_planned': m.audit_event_user_deletion_planned,
  'user.deletion_withdrawn': m.audit_event_user_deletion_withdrawn,
  'vault.read': m.audit_event_vault_read,
  'vault.changed': m.audit_event_vault_changed,
  'vault.tampered': m.audit_event_vault_tampered,
  'api_token.created': m.audit_event_api_token_created,
  'api_token.revoked': m.audit_event_api_token_revoked,
  'backup.made': m.audit_event_backup_made,
  'backup.drilled': m.audit_event_backup_drilled,
  'data.exported': m.audit_event_data_exported,
};

/** Every event that this page knows, in words and in their order. */
export const eventTypes = (): { value: string; label: string }[] =>
  Object.entries(words)
    .map(([value, say]) => ({ value, label: say() }))
    .sort((one, other) => one.label.localeCompare(other.label));

/** What happened, in words; its type where the server is newer than this page. */
export const describeEvent = (type: string): string =>
  (words as Partial<Record<string, () => string>>)[type]?.() ?? type;
