import { defineEntity, p } from '@mikro-orm/core';
import { User } from '#modules/users/index.js';
import { Departure } from './departure.entity.js';

/** What proves an identity: the hash of a password, never the password. */
export const Credential = defineEntity({
  name: 'Credential',
  tableName: 'credential',
  properties: {
    user: () => p.oneToOne(User).primary().deleteRule('cascade').updateRule('no action'),
    passwordHash: p.string(),
    changedAt: p.datetime(3),
  },
});

export const authEntities = [Credential, Departure];
