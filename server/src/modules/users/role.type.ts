import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('Role', { simpleResolvers: true })
export class RoleType {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => [String])
  scopes!: readonly string[];

  @Field(() => Boolean)
  builtIn!: boolean;

  @Field(() => Int)
  userCount!: number;
}

@ObjectType('Scope', { simpleResolvers: true })
export class ScopeType {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;
}

@ObjectType('Grant', { simpleResolvers: true, description: 'A scope that a user holds besides their role.' })
export class GrantType {
  @Field(() => String)
  scope!: string;

  @Field(() => GraphQLDateTime)
  grantedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ends by itself; null: it does not.' })
  until!: Date | null;
}

@ObjectType('AccessExplanation', {
  simpleResolvers: true,
  description: 'What an identity may do with one field of the schema, and why.',
})
export class AccessExplanation {
  @Field(() => String)
  coordinate!: string;

  @Field(() => Boolean)
  allowed!: boolean;

  @Field(() => String)
  rule!: string;

  @Field(() => [String])
  missingScopes!: readonly string[];

  @Field(() => [String])
  rolesThatPass!: readonly string[];
}
