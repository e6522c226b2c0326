import { authExchange } from '@urql/exchange-auth';
import type { Exchange, Operation } from '@urql/svelte';
import { toApiError, type ApiError } from './errors.ts';

/** What the API asks of whoever keeps the access token. */
export interface Credentials {
  /** The token to send now; null for a visitor. */
  token(): string | null;
  /** Whether the token would be refused by its age. */
  expired(): boolean;
  /** Gets a newer token than the one that was refused; rejects where the server cannot be reached. */
  renew(refused: string | null): Promise<void>;
  /** Is told of every error that may say something about the person's rights. */
  refused(error: ApiError): void;
}

/** Sends the token with each operation; renews it before it expires and when the server no longer takes it. */
export function bearer(credentials: Credentials): Exchange {
  return authExchange(async ({ appendHeaders }) => {
    let refused: string | null = null;
    return {
      addAuthToOperation(operation) {
        const token = credentials.token();
        return token ? appendHeaders(operation, { authorization: `Bearer ${token}` }) : operation;
      },
      willAuthError: () => credentials.expired(),
      didAuthError(error, operation) {
        refused = tokenOf(operation);
        return refused !== null && toApiError(error).code === 'UNAUTHENTICATED';
      },
      async refreshAuth() {
        await credentials.renew(refused);
        refused = null;
      },
    };
  });
}

function tokenOf({ context: { fetchOptions } }: Operation): string | null {
  const options = typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions;
  return new Headers(options?.headers).get('authorization')?.slice('Bearer '.length) ?? null;
}
