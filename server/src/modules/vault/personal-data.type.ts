import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { AppError } from '#kernel/errors.js';

/** What a field shows. An error stands for what cannot be read; GraphQL puts it on the field's path, and the rest is there. */
export type Shown<Value> = Value | AppError | null;

const Text = (): PropertyDecorator => Field(() => String, { nullable: true });

@ObjectType('PersonalData', {
  description:
    "What the vault holds of a person: encrypted, in its own database, under a key of that person's own. A field that was tampered with is null, with UNAVAILABLE on its path.",
  simpleResolvers: true,
})
export class PersonalDataType {
  @Text()
  legalName!: Shown<string>;

  @Text()
  birthDate!: Shown<string>;

  @Text()
  phone!: Shown<string>;

  @Text()
  addressLine!: Shown<string>;

  @Text()
  postalCode!: Shown<string>;

  @Text()
  city!: Shown<string>;

  @Text()
  country!: Shown<string>;

  @Text()
  taxId!: Shown<string>;

  @Field(() => GraphQLDateTime, { nullable: true })
  updatedAt!: Shown<Date>;
}
