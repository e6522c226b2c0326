import { defineEntity, p } from '@mikro-orm/core';
import { User } from '#modules/users/index.js';

/** Somebody who deleted their account and can still come back. */
export const Departure = defineEntity({
  name: 'Departure',
  tableName: 'departure',
  properties: {
    user: () => p.oneToOne(User).primary().deleteRule('cascade').updateRule('no action'),
    /** From then on the account is deleted. */
    dueAt: p.datetime(3).index(),
  },
});
