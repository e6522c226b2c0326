import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
} from 'graphql';
import { schema } from './places.js';
import { naughty, notText } from './strings.js';

/** Answers a number from 0 to `max`; the same answers make the same document. */
export type Choose = (max: number) => number;

const deepest = 6;

/** Writes one document: mostly what the schema offers, and at every turn something that it does not. */
class Writer {
  readonly #fragments: string[] = [];
  readonly #declared = new Map<string, { type: string; value: unknown }>();

  #aliases = 0;
  /** Every other document holds nothing odd, so that it comes to the resolvers. */
  readonly #tame: boolean;

  constructor(private readonly choose: Choose) {
    this.#tame = choose(1) === 0;
  }

  write(): { text: string; variables: Record<string, unknown> } {
    const kind = this.#mostly(4) ? 'query' : this.pick(['mutation', 'mutation', 'subscription'] as const);
    const root = (kind === 'mutation' ? schema.getMutationType() : schema.getQueryType()) as GraphQLObjectType;
    const body = this.#selection(root, 0);
    const declared = [...this.#declared].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
    const name = this.#mostly(2) ? '' : this.pick(['Some', '__proto__', 'query', 'on']);
    const text = `${kind} ${name}${declared && `(${declared})`}${this.#directives()} ${body} ${this.#fragments.join(' ')}`;
    return { text, variables: Object.fromEntries([...this.#declared].map(([key, { value }]) => [key, value])) };
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.choose(items.length - 1)] as Item;
  }

  /** True `of` times for each time it is not. */
  #often(of: number): boolean {
    return this.choose(of) > 0;
  }

  /** The same, and always true where nothing may be odd. */
  #mostly(of: number): boolean {
    return this.#tame || this.#often(of);
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields());
    const parts = Array.from({ length: 1 + this.choose(3) }, () => this.#part(type, fields, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLObjectType, fields: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    switch (this.#tame ? 3 : this.choose(24)) {
      case 0:
        return this.pick(['__typename', 'nothing', '__schema { queryType { name } }', 'constructor', 'id']);
      case 1:
        return `... on ${this.pick([type.name, 'Query', 'Node', 'Nothing'])}${this.#directives()} ${this.#inner(type, depth)}`;
      case 2:
        return this.#spread(type, depth);
      default:
        return this.#field(this.pick(fields), depth);
    }
  }

  #inner(type: GraphQLObjectType, depth: number): string {
    return depth >= deepest ? '{ __typename }' : this.#selection(type, depth + 1);
  }

  #spread(type: GraphQLObjectType, depth: number): string {
    const name = `F${this.choose(4)}`;
    if (this.#often(3)) this.#fragments.push(`fragment ${name} on ${type.name} ${this.#inner(type, depth)}`);
    return `...${name}${this.#directives()}`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(field.type);
    const alias = this.#alias();
    const inner = isObjectType(named) && this.#mostly(30) ? ` ${this.#inner(named, depth)}` : '';
    return `${alias}${field.name}${this.#arguments(field.args)}${this.#directives()}${inner}`;
  }

  #alias(): string {
    if (this.#tame) return `a${this.#aliases++}: `;
    return this.#often(4) ? '' : `a${this.choose(3)}: `;
  }

  #directives(): string {
    if (this.#mostly(8)) return '';
    return ` ${this.pick(['@include(if: true)', '@skip(if: false)', '@skip(if: "x")', '@include', '@nothing', '@deprecated'])}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ type }) => (String(type).endsWith('!') ? this.#mostly(30) : !this.#mostly(1)));
    const written = given.map(({ name, type }) => `${name}: ${this.#value(name, type)}`);
    if (!this.#mostly(30)) written.push('nothing: 1');
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  #value(name: string, type: GraphQLInputType): string {
    if (this.#mostly(2)) return this.#mostly(12) ? this.#literal(type) : this.#foreign();
    const variable = `${name}${this.choose(1)}`;
    const value = this.#often(6) ? this.#plain(type) : this.pick(notText);
    if (this.#often(20)) this.#declared.set(variable, { type: String(type), value });
    return `$${variable}`;
  }

  #foreign(): string {
    return this.pick([
      '1',
      '-1.5',
      '1e308',
      '99999999999999999999',
      'true',
      'null',
      'NOTHING',
      '[]',
      '[[[]]]',
      '{}',
      '{ a: { b: [1] } }',
      '"""block"""',
    ]);
  }

  #literal(type: GraphQLInputType): string {
    const value = this.#plain(type);
    const enumerated = isEnumType(getNamedType(type));
    return typeof value === 'string' && enumerated ? value : toLiteral(value);
  }

  #plain(type: GraphQLInputType): unknown {
    const named = getNamedType(type);
    if (isListType(getNullableType(type)))
      return Array.from({ length: this.choose(3) }, () => this.#plain(named as GraphQLInputType));
    if (isEnumType(named)) return this.pick(named.getValues()).name;
    if (isInputObjectType(named))
      return Object.fromEntries(Object.values(named.getFields()).map((field) => [field.name, this.#plain(field.type)]));
    if (named.name === 'Int') return this.pick([0, 1, 5, 100, 101, -1, 2_147_483_647]);
    if (named.name === 'Boolean') return this.choose(1) === 1;
    if (named.name === 'DateTime') return this.pick(['2030-01-01T00:00:00Z', '2030-13-40T00:00:00Z', '0000-01-01']);
    return this.pick(naughty);
  }
}

function toLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${name}: ${toLiteral(inner)}`)
      .join(', ')} }`;
  return JSON.stringify(value);
}

/** A document and its variables, made of these choices. */
export const writeDocument = (choose: Choose): { text: string; variables: Record<string, unknown> } =>
  new Writer(choose).write();
