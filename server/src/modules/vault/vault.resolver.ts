import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Member } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { assertUser } from '#kernel/identity.js';
import { UpdatePersonalDataInput } from './personal-data.inputs.js';
import { PersonalDataType } from './personal-data.type.js';
import { PersonalDataReadingType } from './personal-data-reading.type.js';
import { listReadings } from './personal-data-reading.views.js';

@Resolver()
export class VaultResolver {
  @Member({ fresh: true })
  @Query(() => PersonalDataType, { description: 'Each reading is recorded.' })
  myPersonalData(@Ctx() { services }: Context): Promise<PersonalDataType> {
    return services.vault.personalData.read();
  }

  @Member()
  @Query(() => [PersonalDataReadingType], { description: "The newest 20 times at which the caller's data were seen." })
  myPersonalDataReadings(@Ctx() { identity, ports }: Context): Promise<PersonalDataReadingType[]> {
    return listReadings(ports.reader, assertUser(identity).id);
  }

  @Member({ fresh: true })
  @Mutation(() => PersonalDataType)
  updatePersonalData(
    @Ctx() { services }: Context,
    @Arg('input', () => UpdatePersonalDataInput) input: UpdatePersonalDataInput,
  ): Promise<PersonalDataType> {
    return services.vault.personalData.update(input);
  }
}
