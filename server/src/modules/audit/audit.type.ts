import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Outcome } from '#kernel/events.js';
import { Node } from '#kernel/node.js';
import { connectionOf } from '#kernel/page.js';

export const AuditOutcome = { SUCCESS: 'SUCCESS', FAILURE: 'FAILURE' } as const satisfies Record<Outcome, Outcome>;

registerEnumType(AuditOutcome, { name: 'AuditOutcome' });

export const AuditActor = { YOU: 'YOU', SOMEBODY_ELSE: 'SOMEBODY_ELSE', NOBODY: 'NOBODY' } as const;
export type AuditActor = keyof typeof AuditActor;

registerEnumType(AuditActor, {
  name: 'AuditActor',
  description: 'Who acted, as whoever asks sees it. Nobody: a visitor, or the house itself.',
});

@ObjectType('AuditDetail', { simpleResolvers: true })
export class AuditDetail {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('AuditEvent', { implements: Node, simpleResolvers: true })
export class AuditEventType extends Node {
  @Field(() => Int, { description: 'Its place in the journal: without gaps, from 1.' })
  number!: number;

  @Field(() => String, { description: "Past tense, dotted: 'session.opened', 'login.failed', 'user.role_changed'." })
  type!: string;

  @Field(() => AuditOutcome)
  outcome!: Outcome;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => AuditActor)
  actedBy!: AuditActor;

  @Field(() => String, { nullable: true, description: "Whom or what it was done to, as 'kind:id'." })
  subject!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "For nobody known, the /24 or /48 of the client's address; null for people.",
  })
  ipAddress!: string | null;

  @Field(() => String)
  requestId!: string;
}

export const AuditEventConnection = connectionOf('AuditEvent', AuditEventType);

export const AuditFault = {
  ENTRY_CHANGED: 'ENTRY_CHANGED',
  ENTRIES_MISSING: 'ENTRIES_MISSING',
  NEWEST_MISSING: 'NEWEST_MISSING',
  SEALED_ANEW: 'SEALED_ANEW',
  CHECKPOINT_CHANGED: 'CHECKPOINT_CHANGED',
} as const;
export type AuditFault = keyof typeof AuditFault;

registerEnumType(AuditFault, {
  name: 'AuditFault',
  description: 'What is wrong with the journal.',
  valuesConfig: {
    ENTRY_CHANGED: { description: 'An entry is not what was sealed.' },
    ENTRIES_MISSING: { description: 'Entries are missing before one that is there.' },
    NEWEST_MISSING: { description: 'A checkpoint knows newer entries than there are.' },
    SEALED_ANEW: { description: 'The seals are not those that a checkpoint knows: the chain was made again.' },
    CHECKPOINT_CHANGED: { description: 'A checkpoint is not what was signed.' },
  },
});

@ObjectType('AuditVerification', { simpleResolvers: true })
export class AuditVerificationType {
  @Field(() => Boolean)
  ok!: boolean;

  @Field(() => Int)
  checkedEvents!: number;

  @Field(() => ID, { nullable: true, description: 'The first entry that does not hold.' })
  firstBadId!: string | null;

  @Field(() => String, { nullable: true, description: 'In one English sentence.' })
  reason!: string | null;

  @Field(() => AuditFault, { nullable: true })
  fault!: AuditFault | null;

  @Field(() => Int, { nullable: true, description: 'The number of the first entry that is affected.' })
  fromNumber!: number | null;

  @Field(() => Int, { nullable: true, description: 'The number of the last one.' })
  toNumber!: number | null;
}
