import { defineErrors } from '#kernel/errors.js';
import { defineEvents } from '#kernel/events.js';

export const authErrors = defineErrors({
  INVALID_CREDENTIALS: { http: 401, message: 'That pair does not match.' },
});

/** Where a password is asked for; recorded with a failure. */
export type Door = 'sign_in' | 'confirm_password' | 'change_password' | 'delete_account';

const events = defineEvents({
  'login.failed': 'FAILURE',
  'login.throttled': 'FAILURE',
  'user.password_changed': 'SUCCESS',
  'user.deletion_planned': 'SUCCESS',
  'user.deletion_withdrawn': 'SUCCESS',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
