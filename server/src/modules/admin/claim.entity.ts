import { defineEntity, p } from '@mikro-orm/core';
import { entityBase } from '#kernel/entity.js';

const ClaimSchema = defineEntity({
  name: 'Claim',
  tableName: 'claim',
  properties: { ...entityBase, tokenHash: p.string() },
});

/** The one-time way to become the first administrator; only the hash of its token is kept (catalogue C19). */
export class Claim extends ClaimSchema.class {}

ClaimSchema.setClass(Claim);

export const adminEntities = [ClaimSchema];
