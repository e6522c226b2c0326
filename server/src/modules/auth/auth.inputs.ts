import * as v from 'valibot';
import { Field, InputType } from 'type-graphql';
import { atMost, issue, singleLine, Validated } from '#kernel/input.js';
import { EmailAddress } from '#kernel/scalars.js';
import { TokenTransport } from '#modules/sessions/index.js';
import { userRules } from '#modules/users/index.js';
import { isTooLong } from './password-policy.js';

const required = v.minLength<string, 1, string>(1, issue('required', 'This is needed.'));

/** A password that is presented, not chosen: its only rule is that it can be hashed. */
export const presentedPassword = v.pipe(
  v.string(),
  required,
  v.check((password) => !isTooLong(password), issue('too_long', 'At most 256 characters.')),
);

const chosenPassword = v.pipe(v.string(), required);
const identifier = v.pipe(
  v.string(),
  required,
  v.maxLength(userRules.longestEmail, issue('too_long', `At most ${userRules.longestEmail} characters.`)),
  singleLine,
);
const deviceName = v.nullish(v.pipe(v.string(), atMost(80), singleLine));

@Validated(v.object({ email: userRules.emailRule, pseudo: userRules.pseudoRule, password: chosenPassword, deviceName }))
@InputType()
export class RegisterInput {
  @Field(() => EmailAddress)
  email!: string;

  @Field(() => String)
  pseudo!: string;

  @Field(() => String)
  password!: string;

  @Field(() => userRules.LocaleEnum, { nullable: true })
  locale?: keyof typeof userRules.LocaleEnum | null;

  @Field(() => TokenTransport, { nullable: true, defaultValue: TokenTransport.COOKIE })
  transport?: TokenTransport | null;

  @Field(() => String, { nullable: true })
  deviceName?: string | null;
}

@Validated(v.object({ identifier, password: presentedPassword, deviceName }))
@InputType()
export class LoginInput {
  @Field(() => String, { description: 'E-mail address or pseudo.' })
  identifier!: string;

  @Field(() => String)
  password!: string;

  @Field(() => TokenTransport, { nullable: true, defaultValue: TokenTransport.COOKIE })
  transport?: TokenTransport | null;

  @Field(() => String, { nullable: true })
  deviceName?: string | null;
}

@Validated(v.object({ currentPassword: presentedPassword, newPassword: chosenPassword }))
@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string;

  @Field(() => String)
  newPassword!: string;
}

@Validated(v.object({ password: presentedPassword, confirmation: v.pipe(v.string(), required, atMost(64)) }))
@InputType()
export class DeleteAccountInput {
  @Field(() => String)
  password!: string;

  @Field(() => String, { description: 'The pseudo, typed again.' })
  confirmation!: string;
}
