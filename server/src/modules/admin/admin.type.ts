import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType('DayCount', { simpleResolvers: true })
export class DayCount {
  @Field(() => String)
  day!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType('Overview', { simpleResolvers: true })
export class OverviewType {
  @Field(() => Int)
  users!: number;

  @Field(() => Int)
  activeSessions!: number;

  @Field(() => Int)
  loginsLast24h!: number;

  @Field(() => Int)
  failedLoginsLast24h!: number;
}

export const RegistrationMode = { OPEN: 'OPEN', CLOSED: 'CLOSED' } as const;
export type RegistrationMode = keyof typeof RegistrationMode;

registerEnumType(RegistrationMode, { name: 'RegistrationMode', description: 'Who may make an account.' });

@ObjectType('Instance', { simpleResolvers: true, description: 'What a visitor may know of this instance.' })
export class InstanceType {
  @Field(() => String, { description: "The product's version." })
  version!: string;

  @Field(() => RegistrationMode)
  registration!: RegistrationMode;

  @Field(() => Int, { description: 'In code points.' })
  passwordMinLength!: number;

  @Field(() => Int, {
    description: 'For so many days whoever deletes their account comes back by signing in; 0 is not at all.',
  })
  deletionGraceDays!: number;

  @Field(() => Boolean, { description: 'True while there is no administrator.' })
  claimable!: boolean;
}
