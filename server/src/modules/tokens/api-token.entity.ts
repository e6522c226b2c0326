import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';
import { User } from '#modules/users/index.js';

const ApiTokenSchema = defineEntity({
  name: 'ApiToken',
  tableName: 'api_token',
  indexes: [{ properties: ['user', 'createdAt'] }],
  properties: {
    ...entityBase,
    user: () => p.manyToOne(User).deleteRule('cascade').index(false),
    name: p.string(),
    prefix: p.string(),
    hash: p.string().unique(),
    scopes: p.json<string[]>(),
    expiresAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
  },
});

/** What a program comes in with. The secret itself is nowhere. */
export class ApiToken extends ApiTokenSchema.class {}

ApiTokenSchema.setClass(ApiToken);

export const tokenEntities = [ApiTokenSchema];
