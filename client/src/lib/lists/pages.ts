import type { ApiError, Result } from '#lib/api/index.ts';

const BETWEEN_PAGES_MS = 100;
const PATIENCE_MS = 2_000;
const TRIES = 5;

/** The longest page that the server gives. */
export const EXPORT_PAGE = 100;

/** A page of a list, as every list answers. */
export interface ListPage<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** Whom an export tells how far it has come, and who may end it. */
export interface ExportWatch {
  readonly signal: AbortSignal;
  readonly onpage: (done: number, total: number) => void;
  /** The server asked for a pause; the export goes on by itself. */
  readonly onpause: () => void;
}

/** Asks for the page behind a cursor. */
export type AskPage<Node> = (after: string | null) => Promise<Result<ListPage<Node>>>;

/** Everything that a list shows, on all its pages and in its order; rejects with the signal's reason. */
export async function readPages<Node extends { readonly id: string }>(
  ask: AskPage<Node>,
  watch: ExportWatch,
): Promise<Result<Node[]>> {
  // By id: what moves in the list while it is read stands in the file once.
  const found = new Map<string, Node>();
  let after: string | null = null;
  do {
    const answer: Result<ListPage<Node>> = await askPatiently(ask, after, watch);
    if (!answer.ok) return answer;
    const { edges, pageInfo, totalCount }: ListPage<Node> = answer.data;
    for (const { node } of edges) found.set(node.id, node);
    watch.onpage(found.size, Math.max(totalCount, found.size));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    if (after) await pause(BETWEEN_PAGES_MS, watch.signal);
  } while (after);
  return { ok: true, data: [...found.values()] };
}

/** One page; where the server is busy or throttles, again after the time that it names. */
async function askPatiently<Node>(
  ask: AskPage<Node>,
  after: string | null,
  { signal, onpause }: ExportWatch,
): Promise<Result<ListPage<Node>>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(after);
    signal.throwIfAborted();
    if (answer.ok || attempt === TRIES || !passes(answer.error)) return answer;
    onpause();
    await pause((answer.error.retryAfterS ?? 0) * 1000 || PATIENCE_MS * attempt, signal);
  }
}

/** Whether an error is one that passes by itself. */
const passes = ({ code }: ApiError): boolean => code === 'RATE_LIMITED' || code === 'UNAVAILABLE' || code === 'NETWORK';

/** Waits; rejects with the signal's reason where that comes first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
