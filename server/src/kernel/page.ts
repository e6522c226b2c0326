import 'reflect-metadata';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { invalidField } from './errors.js';

const maxPageSize = 100;

/** The arguments of every list: `first` 1 to 100, `after` an opaque cursor. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20 })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

@ObjectType('PageInfo', { simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

export interface Connection<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** A place in an ordered list: the sort value and, for ties, the id. */
export interface Position {
  readonly value: string | number;
  readonly id: string;
}

/** The edge and connection types of a node type, as the Relay convention names them. */
export function connectionOf<Node extends object>(
  name: string,
  nodeType: ClassType<Node>,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class EdgeType implements Edge<Node> {
    @Field(() => String)
    cursor!: string;

    @Field(() => nodeType)
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class ConnectionType implements Connection<Node> {
    @Field(() => [EdgeType])
    edges!: EdgeType[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int)
    totalCount!: number;
  }
  return ConnectionType;
}

/** The page size asked for; BAD_USER_INPUT outside 1 to 100. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (size < 1 || size > maxPageSize)
    throw invalidField('first', 'out_of_range', `Ask for 1 to ${maxPageSize} at a time.`);
  return size;
}

/** The cursor of a position, opaque to callers. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.value, position.id])).toString('base64url');
}

/** The position behind a cursor of ours whose sort value is of the given type; BAD_USER_INPUT for anything else. */
export function decodeCursor(cursor: string, valueType: 'string' | 'number'): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && parsed.length === 2 && typeof parsed[0] === valueType && typeof parsed[1] === 'string')
      return { value: parsed[0] as string | number, id: parsed[1] };
  } catch {
    // Not JSON: refused below like any other foreign cursor.
  }
  throw invalidField('after', 'invalid_format', 'This cursor is not one of this list.');
}

/** Builds a connection from one row more than the page holds. */
export function toConnection<Row, Node>(
  rows: readonly Row[],
  size: number,
  totalCount: number,
  after: string | null | undefined,
  describe: (row: Row) => { position: Position; node: Node },
): Connection<Node> {
  const edges = rows.slice(0, size).map((row) => {
    const { position, node } = describe(row);
    return { cursor: encodeCursor(position), node };
  });
  const pageInfo: PageInfo = {
    hasNextPage: rows.length > size,
    hasPreviousPage: Boolean(after),
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo, totalCount };
}
