import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Member } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { CreateApiTokenInput } from './api-token.inputs.js';
import { ApiTokenType, CreatedApiToken } from './api-token.type.js';

@Resolver()
export class ApiTokenResolver {
  @Member()
  @Query(() => [ApiTokenType], { description: "The caller's own, newest first; expired ones for 30 days." })
  myApiTokens(@Ctx() { services }: Context): Promise<ApiTokenType[]> {
    return services.tokens.list();
  }

  @Member({ fresh: true })
  @Mutation(() => CreatedApiToken)
  createApiToken(
    @Ctx() { services }: Context,
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
  ): Promise<CreatedApiToken> {
    return services.tokens.create(input);
  }

  @Member({ own: 'id' })
  @Mutation(() => Boolean, { description: 'For good: its next request is refused.' })
  async revokeApiToken(@Ctx() { services }: Context, @Arg('id', () => ID) id: string): Promise<boolean> {
    await services.tokens.revoke(id);
    return true;
  }
}
