import type { ApolloServerPlugin } from '@apollo/server';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Context } from '#kernel/context.js';
import { AppError, errors } from '#kernel/errors.js';
import type { Identity } from '#kernel/identity.js';
import { measure, TooMuch, type Measure } from './measure.js';

/** Longest document, in tokens; counted while parsing, so that nesting cannot exhaust the stack (catalogue G4). */
export const maxTokens = 1_000;

type Counted = Exclude<keyof Measure, 'varies'>;

/** The most that any document may ask for (security.md 3.2; catalogue G1, G3). */
const most: Readonly<Record<Exclude<Counted, 'cost'>, number>> = {
  depth: 8,
  aliases: 10,
  directives: 20,
  rootFields: 5,
  credentials: 1,
  selections: 100,
  introspection: 300,
  repeats: 10,
};

/** The dearest operation that this identity may run. */
export type CostLimit = (identity: Identity) => number;

type Variables = Readonly<Record<string, unknown>>;

function refuse(limit: Counted, allowed: number): never {
  throw errors.OPERATION_TOO_COSTLY({ limit }, `This operation asks for too much: at most ${allowed} ${limit}.`);
}

/** Measures a document; OPERATION_TOO_COSTLY names the limit that it breaks, whatever its cost. */
function measureWithin(document: DocumentNode, schema: GraphQLSchema, variables: Variables): Measure {
  try {
    const found = measure(document, schema, variables, most);
    for (const [limit, allowed] of Object.entries(most) as [keyof typeof most, number][])
      if (found[limit] > allowed) refuse(limit, allowed);
    return found;
  } catch (error) {
    if (error instanceof TooMuch) refuse(error.limit, most[error.limit]);
    throw error;
  }
}

/** Stands in front of every operation: its shape is judged before it is validated, its cost before any resolver runs. */
export class Gate {
  readonly #admitted = new LRUCache<string, true>({ max: 500 });
  readonly #measured = new WeakMap<DocumentNode, Measure>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly costLimit: CostLimit,
  ) {}

  /** Why a text is refused, or null; validating a bomb would take longer than refusing it. */
  refusalOf(text: string): AppError | null {
    if (this.#admitted.get(text)) return null;
    try {
      measureWithin(parse(text, { maxTokens, noLocation: true }), this.schema, {});
    } catch (error) {
      // What cannot be parsed is Apollo's to refuse, in GraphQL's own words.
      return error instanceof AppError ? error : null;
    }
    this.#admitted.set(text, true);
    return null;
  }

  /** Whether a document costs no more than this identity may spend. */
  canAfford(document: DocumentNode, variables: Variables, identity: Identity): boolean {
    return this.#measure(document, variables).cost <= this.costLimit(identity);
  }

  /** Judges the cost, which hangs on who asks and on the variables. */
  plugin(): ApolloServerPlugin<Context> {
    return {
      requestDidStart: async () => ({
        didResolveOperation: async ({ document, request, contextValue }) => {
          if (!this.canAfford(document, request.variables ?? {}, contextValue.identity))
            refuse('cost', this.costLimit(contextValue.identity));
        },
      }),
    };
  }

  /** What was measured is kept with the document, as long as Apollo keeps that. */
  #measure(document: DocumentNode, variables: Variables): Measure {
    const known = this.#measured.get(document);
    if (known && !known.varies) return known;
    const found = measureWithin(document, this.schema, variables);
    this.#measured.set(document, found);
    return found;
  }
}
