import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '#kernel/node.js';
import { connectionOf } from '#kernel/page.js';
import type { Locale, UserStatus } from './user.entity.js';

export const UserStatusEnum = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' } as const satisfies Record<
  UserStatus,
  UserStatus
>;
export const LocaleEnum = { EN: 'EN', FR: 'FR' } as const satisfies Record<Locale, Locale>;

registerEnumType(UserStatusEnum, { name: 'UserStatus' });
registerEnumType(LocaleEnum, { name: 'Locale' });

@ObjectType('User', { implements: Node, simpleResolvers: true })
export class UserType extends Node {
  @Field(() => String, { description: "Unique, 3 to 32 letters, digits, '.', '_' or '-', compared without case." })
  pseudo!: string;

  @Field(() => Boolean)
  emailVerified!: boolean;

  @Field(() => String, { nullable: true, description: 'At most 500 characters.' })
  bio!: string | null;

  @Field(() => LocaleEnum)
  locale!: Locale;

  @Field(() => String, { description: "The role's name: 'member', 'admin', or one that an administrator made." })
  role!: string;

  @Field(() => UserStatusEnum)
  status!: UserStatus;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;

  @Field(() => GraphQLDateTime)
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  lastSeenAt!: Date | null;
}

export const UserConnection = connectionOf('User', UserType);
