import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('PersonalDataReading', {
  description: "That somebody saw a person's data, and what they changed of it.",
  simpleResolvers: true,
})
export class PersonalDataReadingType {
  @Field(() => ID)
  id!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => Boolean, { description: 'Somebody else, or the house itself, where this is false.' })
  byYou!: boolean;

  @Field(() => [String], { description: 'The names of the fields that were changed; empty where they were only read.' })
  changed!: string[];
}
