import type { ActivityList_eventFragment } from '@socle/schema/documents';
import type { EventName } from '@socle/schema/vocabulary';
import { describeScope, m } from '#lib/i18n/index.ts';
import { describeEvent } from './event-words.ts';

type OwnEvent = ActivityList_eventFragment;
type Say = (event: OwnEvent) => string;

const factOf = ({ details }: OwnEvent, name: string): string =>
  details.find((detail) => detail.name === name)?.value ?? '';
const rightOf = (event: OwnEvent): string => describeScope(factOf(event, 'scope'));
const roleOf = ({ subject }: OwnEvent): string => subject?.replace(/^role:/, '') ?? '';

/** What one did to somebody else is told without saying to whom: the server leaves the subject out. */
const isToAnother = ({ actedBy, subject }: OwnEvent): boolean => actedBy === 'YOU' && subject === null;

const either =
  (own: Say, toAnother: Say): Say =>
  (event) =>
    isToAnother(event) ? toAnother(event) : own(event);

const ended: Record<OwnEvent['actedBy'], () => string> = {
  YOU: m.audit_own_session_ended_YOU,
  SOMEBODY_ELSE: m.audit_own_session_ended_SOMEBODY_ELSE,
  NOBODY: m.audit_own_session_ended,
};

function failed(event: OwnEvent): string {
  if (factOf(event, 'reason') === 'suspended') return m.audit_own_login_failed_suspended();
  return event.actedBy === 'YOU' ? m.audit_own_login_failed_YOU() : m.audit_own_login_failed();
}

const words: Record<EventName, Say> = {
  'access.denied': m.audit_own_access_denied,
  'user.registered': m.audit_own_user_registered,
  'user.profile_changed': m.audit_own_user_profile_changed,
  'user.password_changed': m.audit_own_user_password_changed,
  'user.role_changed': either(
    (event) => m.audit_own_user_role_changed({ role: factOf(event, 'to') }),
    (event) => m.audit_own_user_role_changed_to({ role: factOf(event, 'to') }),
  ),
  'user.scope_granted': either(
    (event) => m.audit_own_user_scope_granted({ right: rightOf(event) }),
    (event) => m.audit_own_user_scope_granted_to({ right: rightOf(event) }),
  ),
  'user.scope_revoked': either(
    (event) => m.audit_own_user_scope_revoked({ right: rightOf(event) }),
    (event) => m.audit_own_user_scope_revoked_to({ right: rightOf(event) }),
  ),
  'user.suspended': either(m.audit_own_user_suspended, m.audit_own_user_suspended_to),
  'user.reinstated': either(m.audit_own_user_reinstated, m.audit_own_user_reinstated_to),
  'user.deleted': either(m.audit_own_user_deleted, m.audit_own_user_deleted_to),
  'role.created': (event) => m.audit_own_role_created({ role: roleOf(event) }),
  'role.changed': (event) => m.audit_own_role_changed({ role: roleOf(event) }),
  'role.deleted': (event) => m.audit_own_role_deleted({ role: roleOf(event) }),
  'session.opened': m.audit_own_session_opened,
  'session.refreshed': m.audit_own_session_refreshed,
  'session.refresh_replayed': m.audit_own_session_refresh_replayed,
  'session.reuse_detected': m.audit_own_session_reuse_detected,
  'session.ended': either((event) => ended[event.actedBy](), m.audit_own_session_ended_to),
  'login.failed': failed,
  'login.throttled': m.audit_own_login_throttled,
  'keys.rotated': m.audit_own_keys_rotated,
  'user.deletion_planned': m.audit_own_user_deletion_planned,
  'user.deletion_withdrawn': m.audit_own_user_deletion_withdrawn,
  'vault.read': m.audit_own_vault_read,
  'vault.changed': m.audit_own_vault_changed,
  'vault.tampered': m.audit_own_vault_tampered,
  'api_token.created': m.audit_own_api_token_created,
  'api_token.revoked': m.audit_own_api_token_revoked,
  'backup.made': m.audit_own_backup_made,
  'backup.drilled': m.audit_own_backup_drilled,
  'data.exported': m.audit_own_data_exported,
};

/** What happened, told to the person whom it concerns. */
export function tellOwn(event: OwnEvent): string {
  return (words as Partial<Record<string, Say>>)[event.type]?.(event) ?? describeEvent(event.type);
}
