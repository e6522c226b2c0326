import { defineEvents } from '#kernel/events.js';

/** The furthest that a chart of days looks back. */
export const longestChart = 90;

const events = defineEvents({
  'backup.made': 'SUCCESS',
  'backup.drilled': 'SUCCESS',
});

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
