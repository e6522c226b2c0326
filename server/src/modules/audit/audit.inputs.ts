import { GraphQLDateTime } from 'graphql-scalars';
import * as v from 'valibot';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { Outcome } from '#kernel/events.js';
import { atMost, Validated } from '#kernel/input.js';
import { AuditOutcome } from './audit.type.js';

const short = v.nullish(v.pipe(v.string(), atMost(200)));

@Validated(v.object({ type: short, actorId: short, personId: short, person: short, subject: short }))
@InputType()
export class AuditFilter {
  @Field(() => String, { nullable: true })
  type?: string | null;

  @Field(() => AuditOutcome, { nullable: true })
  outcome?: Outcome | null;

  @Field(() => ID, { nullable: true })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Whoever acted, or was concerned.' })
  personId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same by their pseudo or, with users:read, by their e-mail address.',
  })
  person?: string | null;

  @Field(() => String, { nullable: true })
  subject?: string | null;

  @Field(() => Int, { nullable: true, description: 'The one entry of this number.' })
  number?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'At that instant or later.' })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'At that instant or earlier.' })
  to?: Date | null;

  @Field(() => Boolean, { defaultValue: true, description: "Whether 'session.refreshed' is among them." })
  refreshes?: boolean | null;
}
