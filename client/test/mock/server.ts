import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  buildSchema,
  execute,
  type GraphQLError,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import vocabulary from '@socle/schema/vocabulary.json' with { type: 'json' };
import type { ErrorCode } from '@socle/schema/vocabulary';
import { exportsOf } from './exports.ts';
import { journalOf } from './journal.ts';
import { mutationsOf } from './mutations.ts';
import { queriesOf } from './queries.ts';
import { rightsOf } from './rights.ts';
import { MockState, refusal, type MockContext } from './state.ts';
import { tokensOf } from './tokens.ts';
import { vaultOf } from './vault.ts';

const schemaPath = createRequire(import.meta.url).resolve('@socle/schema/schema.graphql');

type Resolver = (args: never, context: MockContext) => unknown;

interface Request {
  readonly operationName: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** A house in memory, behind a `fetch` that answers by the real schema. */
export class MockServer {
  readonly state = new MockState();
  readonly requests: { operation: string; variables: Record<string, unknown>; token: string | null }[] = [];
  /** While true, no answer comes. */
  offline = false;
  /** How long an answer takes. */
  delayMs = 0;
  readonly #schema: GraphQLSchema = buildSchema(readFileSync(schemaPath, 'utf8'));
  #resolvers: Record<string, Resolver> = {
    ...queriesOf(this.state),
    ...mutationsOf(this.state),
    ...rightsOf(this.state),
    ...journalOf(this.state),
    ...tokensOf(this.state),
    ...vaultOf(this.state),
    ...exportsOf(this.state),
  };
  readonly #failures = new Map<string, () => unknown>();

  /** Replaces what some root fields answer. */
  override(resolvers: Record<string, Resolver>): void {
    this.#resolvers = { ...this.#resolvers, ...resolvers };
  }

  /** Makes one operation fail with a code until `heal` is called. */
  fail(operation: string, code: ErrorCode, more?: Record<string, unknown>): void {
    this.#failures.set(operation, () => refusal(code, more));
  }

  heal(): void {
    this.#failures.clear();
    this.offline = false;
  }

  /** How often an operation was asked. */
  count(operation: string): number {
    return this.requests.filter((request) => request.operation === operation).length;
  }

  readonly fetch: typeof fetch = async (_, init) => {
    const request = JSON.parse(String(init?.body)) as Request;
    const token = new Headers(init?.headers).get('authorization')?.slice(7) ?? null;
    this.requests.push({ operation: request.operationName, variables: request.variables, token });
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.offline) throw new TypeError('Failed to fetch');
    return respond(await this.#answer(request, token));
  };

  async #answer(request: Request, token: string | null): Promise<ExecutionResult> {
    try {
      const failure = this.#failures.get(request.operationName);
      if (failure) throw failure();
      return await this.#execute(request, this.state.identify(token));
    } catch (reason) {
      return { data: null, errors: [reason as GraphQLError] };
    }
  }

  async #execute({ query, variables }: Request, contextValue: MockContext): Promise<ExecutionResult> {
    const document = parse(query);
    const errors = validate(this.#schema, document);
    if (errors.length > 0) return { errors };
    return execute({
      schema: this.#schema,
      document,
      contextValue,
      variableValues: variables,
      rootValue: this.#resolvers,
      typeResolver: () => 'User',
    });
  }
}

function respond(result: ExecutionResult): Response {
  const code = result.errors?.[0]?.extensions['code'];
  const status = vocabulary.errors.find((error) => error.code === code)?.http ?? 400;
  return new Response(JSON.stringify(result), {
    status: result.errors && !result.data ? status : 200,
    headers: { 'content-type': 'application/graphql-response+json', 'x-request-id': 'req-mock' },
  });
}
