import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Context } from '#kernel/context.js';
import { compile, type Compiled, type Variables } from './compiled.js';
import { tellOfErrors } from './faults.js';
import type { Gate } from './gate.js';
import { mask } from './mask.js';

const remembered = 200;

/** What a request asks, as its body has it: nothing of it has been looked at. */
interface Question {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

type Answerer = (context: Context) => Promise<object | null>;

const isVariables = (value: unknown): value is Variables => typeof value === 'object' && !Array.isArray(value);

/** Apollo does the same: a library beside us writes into the context of each operation. */
const copyOf = (context: Context): Context =>
  Object.assign(Object.create(Object.getPrototypeOf(context) as object) as Context, context);

/** The answer as it leaves: errors first and masked, as Apollo has them. */
async function shown({ data, errors }: ExecutionResult, plan: Compiled, context: Context): Promise<object> {
  if (!errors || errors.length === 0) return { data };
  await tellOfErrors(errors, context, plan);
  return { errors: errors.map((error: GraphQLError) => mask(error.toJSON(), error)), data };
}

/**
 * Operations that come again: from the second time on they are neither parsed nor validated nor walked, but run as code
 * that was compiled from them (performance.md). Everything that is out of the ordinary is left to Apollo.
 */
export class Plans {
  readonly #plans = new LRUCache<string, Compiled>({ max: remembered });
  readonly #asked = new WeakSet<DocumentNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly gate: Gate,
  ) {}

  /**
   * How to answer a question that came before; undefined where there is no plan for it. The answer is null where Apollo
   * must be asked after all: nothing has happened then.
   */
  find(body: unknown): Answerer | undefined {
    const { query, operationName, variables, extensions } = (body ?? {}) as Question;
    const plan = typeof query === 'string' ? this.#plans.get(query) : undefined;
    const given = variables ?? {};
    if (!plan || extensions !== undefined || !isVariables(given)) return undefined;
    if ((operationName ?? plan.operationName) !== plan.operationName) return undefined;
    return async (context) => {
      if (!this.gate.canAfford(plan.document, given, context.identity)) return null;
      const result = await plan.run(copyOf(context), given);
      return result && shown(result, plan, context);
    };
  }

  /** Learns from what Apollo has found valid. */
  plugin(): ApolloServerPlugin<Context> {
    return {
      requestDidStart: async () => ({
        executionDidStart: async ({ document, source }) => this.#learn(source, document),
      }),
    };
  }

  #learn(text: string, document: DocumentNode): void {
    const plan = this.#asked.has(document) && !this.#plans.has(text) ? compile(this.schema, document) : null;
    this.#asked.add(document);
    if (plan) this.#plans.set(text, plan);
  }
}
