import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';

const kinds = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

/** A plugin of the code generator: each operation as its text, typed; a parsed tree would weigh twenty times as much. */
export function plugin(schema, files) {
  const definitions = files.flatMap(({ document }) => document.definitions);
  const fragments = new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const content = [typedDocument, ...operations.map((operation) => renderOperation(operation, fragments))].join('\n\n');
  return { prepend: ['// Generated from schema.graphql and operations/. Not edited: `npm run generate`.'], content };
}

const isFragment = (definition) => definition.kind === Kind.FRAGMENT_DEFINITION;

const typedDocument = `/** The text of an operation, with the types of what it answers and of what it asks for. */
export type TypedDocument<Data, Variables> = string & { readonly __types?: (variables: Variables) => Data };`;

function renderOperation(operation, fragments) {
  const name = operation.name.value;
  const kind = kinds[operation.operation];
  const text = [operation, ...fragmentsOf(operation, fragments)].map(print).join('\n');
  const types = `TypedDocument<${name}${kind}, ${name}${kind}Variables>`;
  return `export const ${name}Document = ${JSON.stringify(stripIgnoredCharacters(text))} as ${types};`;
}

function fragmentsOf(node, fragments, found = new Set()) {
  visit(node, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (found.has(fragment)) return;
      found.add(fragment);
      fragmentsOf(fragment, fragments, found);
    },
  });
  return found;
}
