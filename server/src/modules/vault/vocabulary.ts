import { defineEvents } from '#kernel/events.js';

const events = defineEvents({
  'vault.read': 'SUCCESS',
  'vault.changed': 'SUCCESS',
  'vault.tampered': 'FAILURE',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
