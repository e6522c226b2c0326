import { defineEvents } from '#kernel/events.js';

const events = defineEvents({ 'data.exported': 'SUCCESS' });

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
