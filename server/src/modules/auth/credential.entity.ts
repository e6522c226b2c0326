import { defineEntity, p } from '@mikro-orm/core';
import { User } from '#modules/users/index.js';

const CredentialSchema = defineEntity({
  name: 'Credential',
  tableName: 'credential',
  properties: {
    user: () => p.oneToOne(User).primary().deleteRule('cascade').updateRule('no action'),
    passwordHash: p.string(),
    changedAt: p.datetime(3),
  },
});

/** What proves an identity: the hash of a password, never the password. */
export class Credential extends CredentialSchema.class {
  replace(passwordHash: string, now: Date): void {
    this.passwordHash = passwordHash;
    this.changedAt = now;
  }
}

CredentialSchema.setClass(Credential);

export const authEntities = [CredentialSchema];
