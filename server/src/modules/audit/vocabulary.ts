import { defineEvents } from '#kernel/events.js';
import { defineScopes } from '#kernel/scopes.js';

defineScopes({ 'audit:read': 'Read the journal and verify it.' });

/** What happens at the terminal, to the instance itself. */
const events = defineEvents({ 'keys.rotated': 'SUCCESS' });

type Declared = typeof events;

declare module '#kernel/events.js' {
  interface HouseEvents extends Declared {}
}
