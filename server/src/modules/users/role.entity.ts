import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';
import { User } from './user.entity.js';

const RoleSchema = defineEntity({
  name: 'CustomRole',
  tableName: 'role',
  properties: {
    ...entityBase,
    name: p.string().unique(),
    description: p.string(),
    scopes: p.json<string[]>(),
  },
});

/** A bundle of scopes that an administrator made; the built-in ones live in the code. */
export class CustomRole extends RoleSchema.class {}

RoleSchema.setClass(CustomRole);

const GrantSchema = defineEntity({
  name: 'ScopeGrant',
  tableName: 'scope_grant',
  properties: {
    user: () => p.manyToOne(User).primary().deleteRule('cascade').index(false),
    scope: p.string().primary(),
    grantedAt: p.datetime(3),
    endsAt: p.datetime(3).nullable(),
  },
});

/** One scope that one person holds besides their role, until it ends by itself (promise M12). */
export class ScopeGrant extends GrantSchema.class {}

GrantSchema.setClass(ScopeGrant);

export const roleEntities = [RoleSchema, GrantSchema];
