import type { TypedDocument } from '@socle/schema/documents';
import type { FastifyInstance } from 'fastify';
import type { FieldIssue } from '#kernel/errors.js';

/** An error as it leaves the house. */
export interface SentError {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly requestId: string;
    readonly fields?: readonly FieldIssue[];
    readonly reason?: string;
    readonly requires?: readonly string[];
    readonly retryAfterS?: number;
  };
}

/** One answer over HTTP. */
export interface Answer<Data> {
  readonly status: number;
  readonly headers: Record<string, string | string[] | number | undefined>;
  readonly data: Data | null;
  readonly errors: readonly SentError[];
  readonly code: string | null;
  readonly body: string;
}

/** Somebody who talks to the house: keeps cookies like a browser and sends the access token it holds. */
export class Caller {
  readonly cookies = new Map<string, string>();
  accessToken: string | null = null;

  constructor(
    private readonly http: FastifyInstance,
    readonly headers: Record<string, string> = {},
  ) {}

  /** Runs a document of the client. */
  run<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Answer<Data>> {
    return this.send(String(document), variables as object);
  }

  /** Runs a text, for what the client never sends. */
  async send<Data = Record<string, unknown>>(query: string, variables: object = {}): Promise<Answer<Data>> {
    const response = await this.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...this.#proof(), ...this.headers },
      payload: JSON.stringify({ query, variables }),
    });
    for (const { name, value } of response.cookies) this.#keep(name, value);
    const answer = JSON.parse(response.body) as { data?: Data; errors?: SentError[] };
    const errors = answer.errors ?? [];
    return {
      status: response.statusCode,
      headers: response.headers,
      data: answer.data ?? null,
      errors,
      code: errors[0]?.extensions.code ?? null,
      body: response.body,
    };
  }

  #proof(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return {
      ...(cookie && { cookie }),
      ...(this.accessToken && { authorization: `Bearer ${this.accessToken}` }),
    };
  }

  #keep(name: string, value: string): void {
    if (value) this.cookies.set(name, value);
    else this.cookies.delete(name);
  }
}
