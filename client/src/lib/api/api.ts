import { Client, cacheExchange, fetchExchange } from '@urql/svelte';
import type { AnyVariables, Exchange, OperationContext, OperationResult } from '@urql/svelte';
import type { TypedDocument } from '@socle/schema/documents';
import { bearer, type Credentials } from './credentials.ts';
import { tamperedIn, toApiError, type Result } from './errors.ts';
import { Live } from './live.svelte.ts';

const TIMEOUT_MS = 20_000;

/** How the API is reached, who is asking, and who can prove a password again. */
export interface ApiOptions {
  readonly url?: string;
  readonly fetch?: typeof fetch;
  readonly credentials: Credentials;
  /** Asks the person for the password; true once it was proved. */
  readonly reauthenticate?: () => Promise<boolean>;
}

/** What a mutation changes beyond the types that its own answer names. */
export interface MutateOptions {
  readonly touches?: readonly string[];
}

/** The one door to the server. */
export interface Api {
  query<Data, Variables extends AnyVariables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): Promise<Result<Data>>;
  mutate<Data, Variables extends AnyVariables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    options?: MutateOptions,
  ): Promise<Result<Data>>;
  live<Data, Variables extends AnyVariables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): Live<Data, Variables>;
  /** Forgets everything that was read, because someone else is asking from now on. */
  forget(): void;
}

/** Makes the API of one house. */
export function createApi(options: ApiOptions): Api {
  const { credentials, reauthenticate } = options;
  const open = () => createClient(options, [cacheExchange, bearer(credentials), fetchExchange]);
  let client = open();

  const settle = <Data>(result: OperationResult<Data>): Result<Data> => {
    const answer = toResult(result);
    if (!answer.ok) credentials.refused(answer.error);
    return answer;
  };

  /** Sends once more after the person has proved their password, where the server asks for that. */
  const proven = async <Data>(send: () => Promise<Result<Data>>): Promise<Result<Data>> => {
    const first = await send();
    if (first.ok || first.error.code !== 'REAUTHENTICATION_REQUIRED' || !reauthenticate) return first;
    return (await reauthenticate()) ? send() : first;
  };

  const api: Api = {
    query: (document, variables) =>
      proven(async () =>
        settle(await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise()),
      ),
    mutate(document, variables, { touches = [] } = {}) {
      const context: Partial<OperationContext> = { additionalTypenames: [...touches] };
      return proven(async () => settle(await client.mutation(document, variables, context).toPromise()));
    },
    live: (document, variables) => new Live({ client, document, variables, settle }),
    forget: () => (client = open()),
  };
  return api;
}

/** Sends one mutation past the cache and without a token: what renews the token cannot wait for it. */
export async function sendBare<Data, Variables extends AnyVariables>(
  options: Pick<ApiOptions, 'url' | 'fetch'>,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Result<Data>> {
  return toResult(await createClient(options, [fetchExchange]).mutation(document, variables).toPromise());
}

function createClient(options: Pick<ApiOptions, 'url' | 'fetch'>, exchanges: Exchange[]): Client {
  const { url = '/graphql', fetch: send = fetch } = options;
  return new Client({ url, exchanges, preferGetMethod: false, fetch: withTimeout(send) });
}

function withTimeout(send: typeof fetch): typeof fetch {
  return (input, init) => {
    const limits = [AbortSignal.timeout(TIMEOUT_MS), ...(init?.signal ? [init.signal] : [])];
    return send(input, { ...init, signal: AbortSignal.any(limits), credentials: 'same-origin' });
  };
}

function toResult<Data>({ data, error }: OperationResult<Data>): Result<Data> {
  if (!error) return { ok: true, data: data as Data };
  const tampered = data ? tamperedIn(error) : undefined;
  return tampered ? { ok: true, data: data as Data, tampered } : { ok: false, error: toApiError(error) };
}
