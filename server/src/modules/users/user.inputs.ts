import * as v from 'valibot';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { atMost, issue, Validated } from '#kernel/input.js';
import { pseudoRule } from './pseudo.js';
import type { Locale, UserStatus } from './user.entity.js';
import { LocaleEnum, UserStatusEnum } from './user.type.js';

export const UserSort = { CREATED_AT: 'CREATED_AT', PSEUDO: 'PSEUDO', LAST_SEEN_AT: 'LAST_SEEN_AT' } as const;
export const SortDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type UserSort = keyof typeof UserSort;
export type SortDirection = keyof typeof SortDirection;

registerEnumType(UserSort, { name: 'UserSort' });
registerEnumType(SortDirection, { name: 'SortDirection' });

/** A text of several lines: line breaks and tabs are its only control characters. */
const paragraph = v.check<string, string>(
  (text) => !/[^\P{Cc}\n\r\t]/u.test(text),
  issue('invalid_characters', 'Control characters are not allowed here.'),
);

@Validated(v.object({ pseudo: v.nullish(pseudoRule), bio: v.nullish(v.pipe(v.string(), atMost(500), paragraph)) }))
@InputType()
export class UpdateProfileInput {
  @Field(() => String, { nullable: true })
  pseudo?: string | null;

  @Field(() => String, { nullable: true })
  bio?: string | null;

  @Field(() => LocaleEnum, { nullable: true })
  locale?: Locale | null;
}

@Validated(
  v.object({ search: v.nullish(v.pipe(v.string(), atMost(254))), role: v.nullish(v.pipe(v.string(), atMost(64))) }),
)
@InputType()
export class UserFilter {
  @Field(() => String, { nullable: true, description: 'Matches the start of any word of pseudo, or the whole e-mail.' })
  search?: string | null;

  @Field(() => String, { nullable: true })
  role?: string | null;

  @Field(() => UserStatusEnum, { nullable: true })
  status?: UserStatus | null;
}

@InputType()
export class UserOrder {
  @Field(() => UserSort, { defaultValue: UserSort.CREATED_AT })
  by!: UserSort;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC })
  direction!: SortDirection;
}
