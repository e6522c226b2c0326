import * as v from 'valibot';
import { Field, InputType } from 'type-graphql';
import { Validated } from '#kernel/input.js';
import { fieldRules } from './rules.js';

const Text = (description = ''): PropertyDecorator => Field(() => String, { nullable: true, description });

@Validated(v.object(Object.fromEntries(Object.entries(fieldRules).map(([name, rule]) => [name, v.nullish(rule)]))))
@InputType({ description: 'What is absent stays; null clears.' })
export class UpdatePersonalDataInput {
  @Text()
  legalName?: string | null;

  @Text('YYYY-MM-DD, in the past.')
  birthDate?: string | null;

  @Text('With the prefix of the country: +33612345678.')
  phone?: string | null;

  @Text()
  addressLine?: string | null;

  @Text()
  postalCode?: string | null;

  @Text()
  city?: string | null;

  @Text('ISO 3166-1 alpha-2.')
  country?: string | null;

  @Text()
  taxId?: string | null;
}
