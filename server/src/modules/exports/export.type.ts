import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';
import { JobStatusEnum } from '#kernel/job-status.js';
import type { JobStatus } from '#kernel/jobs.js';
import { Node } from '#kernel/node.js';

@ObjectType('DataExport', { implements: Node, simpleResolvers: true })
export class DataExportType extends Node {
  @Field(() => JobStatusEnum)
  status!: JobStatus;

  @Field(() => Float, { description: '0 to 1.' })
  progress!: number;

  @Field(() => GraphQLDateTime)
  requestedAt!: Date;

  @Field(() => GraphQLURL, {
    nullable: true,
    description:
      'A signed address, valid until expiresAt, once status is SUCCEEDED. It works for the person alone, signed in; null once the archive is gone.',
  })
  downloadUrl!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  expiresAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the archive is removed; until then, a new address can be had.',
  })
  keptUntil!: Date | null;

  @Field(() => Float, { nullable: true })
  sizeBytes!: number | null;
}
