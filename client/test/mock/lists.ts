import { refusal, type MockContext } from './state.ts';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** Refuses whoever lacks the scope, as the shield does. */
export function demand({ viewer }: MockContext, scope: string): void {
  if (!viewer) throw refusal('UNAUTHENTICATED');
  if (!viewer.scopes.includes(scope)) throw refusal('FORBIDDEN', { requires: [scope] });
}

/** A page of what was found; the cursor of an item is its id. */
export function pageOf<Item extends { readonly id: string }, Node>(
  found: readonly Item[],
  { first, after }: PageArguments,
  shown: (item: Item) => Node,
) {
  const start = after ? found.findIndex(({ id }) => id === after) + 1 : 0;
  const page = found.slice(start, start + first);
  return {
    totalCount: found.length,
    edges: page.map((item) => ({ node: shown(item), cursor: item.id })),
    pageInfo: {
      hasNextPage: start + first < found.length,
      hasPreviousPage: start > 0,
      startCursor: page[0]?.id ?? null,
      endCursor: page.at(-1)?.id ?? null,
    },
  };
}
