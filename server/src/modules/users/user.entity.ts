import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';
import { tallyTriggers } from '#kernel/tally.js';

export type UserStatus = 'ACTIVE' | 'SUSPENDED';
export type Locale = 'EN' | 'FR';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'user',
  // How many people there are, by status and role.
  triggers: tallyTriggers('user', (row) => `${row}.status || ':' || ${row}.role`),
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['lastSeenAt', 'id'] },
    { properties: ['role', 'createdAt', 'id'] },
    { properties: ['role', 'lastSeenAt', 'id'] },
    { properties: ['role', 'pseudoKey', 'id'] },
    { properties: ['status', 'createdAt', 'id'] },
    { properties: ['status', 'lastSeenAt', 'id'] },
    { properties: ['status', 'pseudoKey', 'id'] },
  ],
  properties: {
    ...entityBase,
    pseudo: p.string(),
    pseudoKey: p.string().unique(),
    email: p.string(),
    emailKey: p.string().unique(),
    emailVerified: p.boolean(),
    bio: p.text().nullable(),
    locale: p.string().$type<Locale>(),
    role: p.string(),
    status: p.string().$type<UserStatus>(),
    suspensionReason: p.string().nullable(),
    lastSeenAt: p.datetime(3),
  },
});

/** Who exists. Holds no secret: what proves an identity lives in `auth` and `sessions`. */
export class User extends UserSchema.class {
  isActive(): boolean {
    return this.status === 'ACTIVE';
  }
}

UserSchema.setClass(User);

const WordSchema = defineEntity({
  name: 'PseudoWord',
  tableName: 'pseudo_word',
  properties: {
    user: () => p.manyToOne(User).primary().deleteRule('cascade').index(false),
    word: p.string().primary(),
  },
  indexes: [{ properties: ['word', 'user'] }],
});

/** A word of a pseudo, so that a search by the start of any word reads an index. */
export class PseudoWord extends WordSchema.class {}

WordSchema.setClass(PseudoWord);

export const userEntities = [UserSchema, WordSchema];
