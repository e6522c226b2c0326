import type { CreateApiTokenInput } from '@socle/schema/documents';
import { demand } from './lists.ts';
import { refusal, type MockContext, type MockState } from './state.ts';

/** An API token of somebody, as the server shows it. */
export interface MockToken {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

/** The root fields of API tokens, over the mock's state. */
export function tokensOf(state: MockState) {
  const enter = ({ viewer }: MockContext): string => {
    if (!viewer) throw refusal('UNAUTHENTICATED');
    return viewer.id;
  };
  return {
    myApiTokens: (_: unknown, context: MockContext) => state.tokens.filter(({ userId }) => userId === enter(context)),
    createApiToken({ input }: { input: CreateApiTokenInput }, context: MockContext) {
      const userId = enter(context);
      state.demandFresh(context.session);
      for (const scope of input.scopes as string[]) demand(context, scope);
      const secret = `socle_pat_mock${state.tokens.length}-and-not-a-real-one`;
      const apiToken = {
        id: `token-${state.tokens.length}`,
        userId,
        name: input.name,
        prefix: secret.slice(0, 14),
        scopes: input.scopes as string[],
        createdAt: new Date(state.now()).toISOString(),
        lastUsedAt: null,
        expiresAt: input.expiresAt ?? null,
      };
      state.tokens.unshift(apiToken);
      return { secret, apiToken };
    },
    revokeApiToken({ id }: { id: string }, context: MockContext) {
      const userId = enter(context);
      state.tokens = state.tokens.filter((token) => token.id !== id || token.userId !== userId);
      return true;
    },
  };
}
