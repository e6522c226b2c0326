import { GraphQLDateTime } from 'graphql-scalars';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '#kernel/node.js';
import { UserType } from '#modules/users/index.js';

export const TokenTransport = { COOKIE: 'COOKIE', BODY: 'BODY' } as const;
export type TokenTransport = keyof typeof TokenTransport;

registerEnumType(TokenTransport, {
  name: 'TokenTransport',
  description: 'Where the refresh token travels.',
  valuesConfig: {
    COOKIE: { description: "An HttpOnly cookie that the browser keeps; the payload's refreshToken is null." },
    BODY: { description: 'The payload; for programs.' },
  },
});

@ObjectType('AuthPayload', { simpleResolvers: true })
export class AuthPayload {
  @Field(() => String, { description: "A JWT (typ at+jwt), to be sent as 'Authorization: Bearer …'." })
  accessToken!: string;

  @Field(() => GraphQLDateTime)
  accessTokenExpiresAt!: Date;

  @Field(() => String, { nullable: true })
  refreshToken!: string | null;

  @Field(() => GraphQLDateTime)
  refreshTokenExpiresAt!: Date;

  @Field(() => UserType)
  user!: UserType;
}

@ObjectType('Session', { implements: Node, simpleResolvers: true })
export class SessionType extends Node {
  @Field(() => String, { description: "'Firefox on Linux', or what the program called itself." })
  deviceName!: string;

  @Field(() => String)
  ipAddress!: string;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  lastUsedAt!: Date;

  @Field(() => GraphQLDateTime)
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'The session that asks.' })
  current!: boolean;
}

@ObjectType('EndedSession', { implements: Node, simpleResolvers: true, description: 'A session that is over.' })
export class EndedSessionType extends Node {
  @Field(() => String)
  deviceName!: string;

  @Field(() => String)
  ipAddress!: string;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  endedAt!: Date;
}

@InputType()
export class RefreshInput {
  @Field(() => String, { nullable: true, description: 'Absent: the cookie is used.' })
  refreshToken?: string | null;
}
