import {
  getVariableValues,
  Kind,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';

export type Variables = Readonly<Record<string, unknown>>;

/** A document that became code. */
export interface Compiled {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** Null where a variable was refused: nothing was run then, and whoever interprets the document must say why. */
  run(context: unknown, variables: Variables): Promise<ExecutionResult | null>;
}

/**
 * The only operation of a document that may become code; undefined where it may not. No word of a stranger's goes into
 * code: texts come in variables or not at all (graphql-jit 0.8 replaces markers in literal texts by what follows them).
 */
function compilable(document: DocumentNode): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
  const [operation] = operations;
  let harmless = operations.length === 1;
  visit(document, {
    StringValue: () => void (harmless = false),
    // Questions about the schema have an answer of their own for everybody who asks.
    Name: ({ value }) => void (harmless &&= !value.startsWith('__') || value === '__typename'),
  });
  return harmless && operation?.kind === Kind.OPERATION_DEFINITION ? operation : undefined;
}

/** Compiles a valid document; null where it must not, or cannot, become code. */
export function compile(schema: GraphQLSchema, document: DocumentNode): Compiled | null {
  const operation = compilable(document);
  if (!operation) return null;
  const operationName = operation.name?.value ?? null;
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  if (!isCompiledQuery(compiled)) return null;
  const definitions = operation.variableDefinitions ?? [];
  return {
    document,
    operationName,
    async run(context, variables) {
      // The code would take a list for an input object, and refuses what it has a default for: graphql says what it takes.
      if (getVariableValues(schema, definitions, variables, { maxErrors: 1 }).errors) return null;
      const result = await compiled.query(undefined, context, variables);
      return 'data' in result ? result : null;
    },
  };
}
