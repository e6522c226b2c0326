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
  | 'keys.rotated'
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
  | 'session.opened'
  | 'session.refreshed'
  | 'session.refresh_replayed'
  | 'session.reuse_detected'
  | 'session.ended'
  | 'backup.made'
  | 'backup.drilled'
  | 'login.failed'
  | 'login.throttled'
  | 'user.password_changed'
  | 'user.deletion_planned'
  | 'user.deletion_withdrawn'
  | 'vault.read'
  | 'vault.changed'
  | 'vault.tampered'
  | 'data.exported'
  | 'api_token.created'
  | 'api_token.revoked';

/** The roles that every house has. */
export type BuiltInRole =
  | 'admin'
  | 'member';

/** The countries of ISO 3166-1, by their two letters. */
export const countries: readonly string[] = 'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(' ');

/** What a spreadsheet program takes for a formula (catalogue I8). */
export const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;
