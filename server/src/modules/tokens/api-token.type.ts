import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.js';

@ObjectType('ApiToken', { implements: Node, simpleResolvers: true, description: 'What a program comes in with.' })
export class ApiTokenType extends Node {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The first characters of the secret, by which its owner recognises it.' })
  prefix!: string;

  @Field(() => [String], { description: 'What it may do, as far as its owner still may.' })
  scopes!: readonly string[];

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'To the minute; null: never.' })
  lastUsedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: it does not expire.' })
  expiresAt!: Date | null;
}

@ObjectType('CreatedApiToken', { simpleResolvers: true })
export class CreatedApiToken {
  @Field(() => String, { description: "Shown once. Sent as a bearer token; starts with 'socle_pat_'." })
  secret!: string;

  @Field(() => ApiTokenType)
  apiToken!: ApiTokenType;
}
