import type { AnyVariables, Client, OperationResult } from '@urql/svelte';
import type { TypedDocument } from '@socle/schema/documents';
import { createSubscriber } from 'svelte/reactivity';
import type { ApiError, Result } from './errors.ts';

/** What a live query needs to run: the client of the moment, and what to ask. */
export interface LiveRequest<Data, Variables extends AnyVariables> {
  readonly client: Client;
  readonly document: TypedDocument<Data, Variables>;
  readonly variables: Variables;
  /** Reads an answer, and tells whoever must know of a refusal. */
  readonly settle: (result: OperationResult<Data, Variables>) => Result<Data>;
}

/** A query that stays true: whatever reads it in a component sees the cache change after each mutation. */
export class Live<Data, Variables extends AnyVariables = AnyVariables> {
  readonly #request: LiveRequest<Data, Variables>;
  readonly #observe: () => void;
  #data = $state.raw<Data>();
  #error = $state.raw<ApiError>();
  #loading = $state(false);
  #watched = false;
  #stop: (() => void) | undefined;

  constructor(request: LiveRequest<Data, Variables>) {
    this.#request = request;
    this.#observe = createSubscriber(() => {
      this.#watched = true;
      if (!this.#error) this.#watch();
      return () => this.#unwatch();
    });
  }

  /** The newest data that arrived, also while an error or a reload is on. */
  get data(): Data | undefined {
    this.#observe();
    return this.#data;
  }

  /** Why the newest attempt failed. */
  get error(): ApiError | undefined {
    this.#observe();
    return this.#error;
  }

  /** Whether an answer is on its way. */
  get loading(): boolean {
    this.#observe();
    return this.#loading;
  }

  /** Asks the server and answers when it did: for `load`, and for "try again". */
  async reload(): Promise<Result<Data>> {
    this.#loading = true;
    const { client, document, variables } = this.#request;
    const result = await client
      .query<Data, Variables>(document, variables, { requestPolicy: 'network-only' })
      .toPromise();
    const answer = this.#take(result);
    if (this.#watched && !this.#stop && answer.ok) this.#watch();
    return answer;
  }

  #watch(): void {
    const { client, document, variables } = this.#request;
    const source = client.query<Data, Variables>(document, variables, { requestPolicy: 'cache-first' });
    this.#stop = source.subscribe((result) => this.#take(result)).unsubscribe;
  }

  #unwatch(): void {
    this.#watched = false;
    this.#stop?.();
    this.#stop = undefined;
  }

  #take(result: OperationResult<Data, Variables>): Result<Data> {
    const answer = this.#request.settle(result);
    this.#loading = result.stale;
    this.#error = answer.ok ? undefined : answer.error;
    if (answer.ok) this.#data = answer.data;
    return answer;
  }
}
