import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { AuthPayload } from '#modules/sessions/index.js';

@ObjectType('RegisterPayload', { simpleResolvers: true })
export class RegisterPayload {
  @Field(() => AuthPayload, { nullable: true, description: 'Null while the address must still be confirmed.' })
  auth!: AuthPayload | null;

  @Field(() => Boolean, {
    description: 'True where a message was sent to the address, whether or not it was already known.',
  })
  confirmationSent!: boolean;
}

export const MfaMethod = { TOTP: 'TOTP', RECOVERY_CODE: 'RECOVERY_CODE', PASSKEY: 'PASSKEY' } as const;
export type MfaMethod = keyof typeof MfaMethod;

registerEnumType(MfaMethod, { name: 'MfaMethod' });

@ObjectType('MfaChallenge', { simpleResolvers: true })
export class MfaChallenge {
  @Field(() => ID)
  id!: string;

  @Field(() => [MfaMethod])
  methods!: MfaMethod[];

  @Field(() => GraphQLDateTime)
  expiresAt!: Date;
}

@ObjectType('LoginPayload', { simpleResolvers: true })
export class LoginPayload {
  @Field(() => AuthPayload, { nullable: true, description: 'Null where a second factor is still to come.' })
  auth!: AuthPayload | null;

  @Field(() => MfaChallenge, { nullable: true })
  mfaChallenge!: MfaChallenge | null;
}
