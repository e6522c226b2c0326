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
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { secretArgumentOf } from './limits.js';
import { pageOf, type Defaults, type Variables } from './page-size.js';
import { Spot } from './spot.js';

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
  /** The same, in questions about the schema. */
  introspection: number;
  /** How often one place of the answer is asked for: the validation compares each time with every other. */
  repeats: number;
  /** The objects that the answer may hold. Scalars, edges and page marks are free. */
  cost: number;
  /** True where the cost hangs on a variable. */
  varies: boolean;
}

type Walked = 'selections' | 'introspection';
type Fields = GraphQLObjectType | GraphQLInterfaceType;
/** How many objects a list without `first` is taken to hold, unless it says so itself. */
const usualLength = 10;

/** Thrown where counting further is of no use. */
export class TooMuch extends Error {
  constructor(readonly limit: Walked) {
    super(limit);
  }
}

/** Where a selection stands: `depth` fields below the operation, in a list of `page` objects of that type. */
interface Place {
  readonly type: Fields | undefined;
  readonly depth: number;
  readonly page: number;
  readonly spot: Spot;
  readonly walked: Walked;
}

const withFields = (type: GraphQLNamedType | undefined): Fields | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type : undefined;

const isConnection = (type: Fields): boolean => 'edges' in type.getFields() && 'pageInfo' in type.getFields();

const isAboutSchema = ({ name }: FieldNode, depth: number): boolean => depth === 1 && name.value.startsWith('__');

/** Walks a document once, before it is validated: unknown names cost nothing, circles are left to the validation. */
class Measurer {
  readonly found: Measure = {
    depth: 0,
    aliases: 0,
    directives: 0,
    rootFields: 0,
    credentials: 0,
    selections: 0,
    introspection: 0,
    repeats: 0,
    cost: 0,
    varies: false,
  };
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #spread = new Set<FragmentDefinitionNode>();
  readonly #spreading = new Set<string>();
  #defaults: Defaults = new Map();

  constructor(
    document: DocumentNode,
    private readonly schema: GraphQLSchema,
    private readonly variables: Variables,
    private readonly most: Readonly<Record<Walked, number>>,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  operation({ operation, variableDefinitions = [], directives = [], selectionSet }: OperationDefinitionNode): void {
    this.#defaults = new Map(variableDefinitions.map((one) => [one.variable.name.value, one.defaultValue]));
    for (const given of [directives, ...variableDefinitions.map((one) => one.directives ?? [])])
      this.found.directives += given.length;
    const type = this.schema.getRootType(operation) ?? undefined;
    const cost = this.#select(selectionSet, { type, depth: 0, page: 1, spot: new Spot(), walked: 'selections' });
    this.found.cost = Math.max(this.found.cost, cost);
  }

  /** What no operation spreads is validated all the same. It has no root fields: nothing of it runs. */
  unused(fragment: FragmentDefinitionNode): void {
    if (this.#spread.has(fragment)) return;
    const type = withFields(this.schema.getType(fragment.typeCondition.name.value));
    this.#fragment(fragment, { type, depth: 1, page: 1, spot: new Spot(), walked: 'selections' });
  }

  #select({ selections }: SelectionSetNode, place: Place): number {
    const { found, most } = this;
    let cost = 0;
    for (const node of selections) {
      found[place.walked] += 1;
      if (found[place.walked] > most[place.walked]) throw new TooMuch(place.walked);
      found.directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FIELD) cost += this.#field(node, place);
      else if (node.kind === Kind.INLINE_FRAGMENT) cost += this.#select(node.selectionSet, place);
      else cost += this.#fragment(this.#fragments.get(node.name.value), place);
    }
    return cost;
  }

  #fragment(fragment: FragmentDefinitionNode | undefined, place: Place): number {
    if (!fragment || this.#spreading.has(fragment.name.value)) return 0;
    if (!this.#spread.has(fragment)) this.found.directives += fragment.directives?.length ?? 0;
    this.#spread.add(fragment);
    this.#spreading.add(fragment.name.value);
    const cost = this.#select(fragment.selectionSet, place);
    this.#spreading.delete(fragment.name.value);
    return cost;
  }

  #field(node: FieldNode, { type, depth: above, page, spot: around, walked }: Place): number {
    const { found } = this;
    const depth = above + 1;
    const spot = around.below((node.alias ?? node.name).value);
    found.repeats = Math.max(found.repeats, spot.ask());
    if (node.alias) found.aliases += 1;
    if (depth === 1) found.rootFields += 1;
    const field = type?.getFields()[node.name.value];
    if (field && depth === 1 && secretArgumentOf(field)) found.credentials += 1;
    // The schema's own description is deep; graphql's rule on that and who may read it guard it.
    if (walked === 'introspection' || isAboutSchema(node, depth)) return this.#describe(node, depth, spot);
    found.depth = Math.max(found.depth, depth);
    return node.selectionSet ? this.#object(node, node.selectionSet, field, { type, depth, page, spot, walked }) : 0;
  }

  #describe({ selectionSet }: FieldNode, depth: number, spot: Spot): number {
    if (selectionSet) this.#select(selectionSet, { type: undefined, depth, page: 1, spot, walked: 'introspection' });
    return 0;
  }

  #object(
    node: FieldNode,
    selectionSet: SelectionSetNode,
    field: GraphQLField<unknown, unknown> | undefined,
    place: Place,
  ): number {
    const type = withFields(field && getNamedType(field.type));
    const select = (page = 1): number => this.#select(selectionSet, { ...place, type, page });
    if (!field || !type) return select();
    if (isConnection(type)) return select(this.#pageOf(node));
    if (node.name.value === 'pageInfo') return select();
    const isList = isListType(getNullableType(field.type));
    if (isList && node.name.value === 'edges') return place.page * select();
    const length = (field.extensions['usuallyHolds'] as number | undefined) ?? usualLength;
    return (isList ? length : 1) * (1 + select());
  }

  #pageOf({ arguments: given }: FieldNode): number {
    const first = given?.find(({ name }) => name.value === 'first')?.value;
    if (first?.kind === Kind.VARIABLE) this.found.varies = true;
    return pageOf(first, this.variables, this.#defaults);
  }
}

/**
 * Measures every definition of a document, spread or not; the dearest operation is its cost. Throws TooMuch where it
 * walks further than `most`.
 */
export function measure(
  document: DocumentNode,
  schema: GraphQLSchema,
  variables: Variables,
  most: Readonly<Record<Walked, number>>,
): Measure {
  const measurer = new Measurer(document, schema, variables, most);
  const { definitions } = document;
  for (const definition of definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) measurer.operation(definition);
  for (const definition of definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) measurer.unused(definition);
  return measurer.found;
}
