import { defineEvents } from '#kernel/events.js';

const events = defineEvents({
  'api_token.created': 'SUCCESS',
  'api_token.revoked': 'SUCCESS',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
