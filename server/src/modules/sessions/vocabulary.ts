import { defineErrors } from '#kernel/errors.js';
import { defineEvents } from '#kernel/events.js';

export const sessionErrors = defineErrors({
  SESSION_ENDED: { http: 401, message: 'This session has ended. Sign in again.' },
});

const events = defineEvents({
  'session.opened': 'SUCCESS',
  'session.refreshed': 'SUCCESS',
  'session.refresh_replayed': 'SUCCESS',
  'session.reuse_detected': 'FAILURE',
  'session.ended': 'SUCCESS',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
