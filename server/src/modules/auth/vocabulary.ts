import { defineErrors } from '#kernel/errors.js';
import { defineEvents } from '#kernel/events.js';

export const authErrors = defineErrors({
  INVALID_CREDENTIALS: { http: 401, message: 'That pair does not match.' },
});

const events = defineEvents({
  'login.failed': 'FAILURE',
  'user.password_changed': 'SUCCESS',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
