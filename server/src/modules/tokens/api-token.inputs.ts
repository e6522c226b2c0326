import { GraphQLDateTime } from 'graphql-scalars';
import * as v from 'valibot';
import { Field, InputType } from 'type-graphql';
import { atMost, issue, singleLine, Validated } from '#kernel/input.js';

const nameRule = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', issue('required', 'Say what uses it.')),
  atMost(80),
  singleLine,
);

@Validated(v.object({ name: nameRule }))
@InputType()
export class CreateApiTokenInput {
  @Field(() => String, { description: 'At most 80 characters.' })
  name!: string;

  @Field(() => [String], { description: 'Each must be held by the caller. Without any, it does what anybody may.' })
  scopes!: string[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: it does not expire.' })
  expiresAt?: Date | null;
}
