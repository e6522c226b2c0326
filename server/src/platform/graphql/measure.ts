import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { secretArgumentOf } from './limits.js';

/** What a document asks for, with every fragment expanded and every condition taken as met. */
export interface Measure {
  depth: number;
  aliases: number;
  directives: number;
  rootFields: number;
  /** Fields that check a secret. */
  credentials: number;
  /** Selections looked at, fragments as often as they are spread. */
  selections: number;
  /** The objects that the answer may hold. Scalars, edges and page marks are free. */
  cost: number;
  /** True where the cost hangs on a variable. */
  varies: boolean;
}

type Fields = GraphQLObjectType | GraphQLInterfaceType;
type Variables = Readonly<Record<string, unknown>>;

/** How many objects a list without `first` is taken to hold. */
const usualLength = 10;
const usualPage = 20;
/** Whoever asks for more is refused by the list itself. */
const longestPage = 100;

/** Thrown where counting further is of no use. */
export class TooMuch extends Error {}

const withFields = (type: GraphQLNamedType | undefined): Fields | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type : undefined;

const isConnection = (type: Fields): boolean => 'edges' in type.getFields() && 'pageInfo' in type.getFields();

/** Walks a document once, before it is validated: unknown names cost nothing, circles are left to the validation. */
class Measurer {
  readonly found: Measure = {
    depth: 0,
    aliases: 0,
    directives: 0,
    rootFields: 0,
    credentials: 0,
    selections: 0,
    cost: 0,
    varies: false,
  };
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #spreading = new Set<string>();

  constructor(
    document: DocumentNode,
    private readonly variables: Variables,
    private readonly mostSelections: number,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** The cost of a selection on `type`, `depth` fields below the operation; `page` is the size of the list it stands in. */
  select({ selections }: SelectionSetNode, type: Fields | undefined, depth: number, page: number): number {
    let cost = 0;
    for (const node of selections) {
      this.found.selections += 1;
      if (this.found.selections > this.mostSelections) throw new TooMuch();
      this.found.directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FIELD) cost += this.#field(node, type, depth + 1, page);
      else if (node.kind === Kind.INLINE_FRAGMENT) cost += this.select(node.selectionSet, type, depth, page);
      else cost += this.#spread(node.name.value, type, depth, page);
    }
    return cost;
  }

  #spread(name: string, type: Fields | undefined, depth: number, page: number): number {
    const fragment = this.#fragments.get(name);
    if (!fragment || this.#spreading.has(name)) return 0;
    this.#spreading.add(name);
    const cost = this.select(fragment.selectionSet, type, depth, page);
    this.#spreading.delete(name);
    return cost;
  }

  #field(node: FieldNode, type: Fields | undefined, depth: number, page: number): number {
    const { found } = this;
    if (node.alias) found.aliases += 1;
    if (depth === 1) found.rootFields += 1;
    const field = type?.getFields()[node.name.value];
    if (field && depth === 1 && secretArgumentOf(field)) found.credentials += 1;
    // The schema's own description is guarded by graphql's rule on its depth, and by who may read it.
    if (depth === 1 && node.name.value.startsWith('__')) return 0;
    found.depth = Math.max(found.depth, depth);
    return node.selectionSet ? this.#object(node, node.selectionSet, field, depth, page) : 0;
  }

  #object(
    node: FieldNode,
    selectionSet: SelectionSetNode,
    field: GraphQLField<unknown, unknown> | undefined,
    depth: number,
    page: number,
  ): number {
    const inner = withFields(field && getNamedType(field.type));
    if (!field || !inner) return this.select(selectionSet, undefined, depth, 1);
    if (isConnection(inner)) return this.select(selectionSet, inner, depth, this.#pageOf(node));
    if (node.name.value === 'pageInfo') return this.select(selectionSet, inner, depth, 1);
    const isList = isListType(getNullableType(field.type));
    if (isList && node.name.value === 'edges') return page * this.select(selectionSet, inner, depth, 1);
    return (isList ? usualLength : 1) * (1 + this.select(selectionSet, inner, depth, 1));
  }

  #pageOf({ arguments: given }: FieldNode): number {
    const value = given?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind === Kind.VARIABLE) this.found.varies = true;
    const asked =
      value?.kind === Kind.VARIABLE ? this.variables[value.name.value] : value?.kind === Kind.INT && value.value;
    const size = Number(asked || usualPage);
    return Number.isFinite(size) ? Math.min(Math.max(1, size), longestPage) : usualPage;
  }
}

/** Measures every operation of a document; the dearest one is its cost. Throws TooMuch beyond `mostSelections`. */
export function measure(
  document: DocumentNode,
  schema: GraphQLSchema,
  variables: Variables,
  mostSelections: number,
): Measure {
  const measurer = new Measurer(document, variables, mostSelections);
  const { found } = measurer;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    found.directives += definition.directives?.length ?? 0;
    const root = schema.getRootType(definition.operation) ?? undefined;
    found.cost = Math.max(found.cost, measurer.select(definition.selectionSet, root, 0, 1));
  }
  return found;
}
