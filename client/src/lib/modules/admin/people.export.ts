import {
  PeopleListDocument,
  type PeopleListQuery,
  type PeopleListQueryVariables,
  type PeopleTable_userFragment,
} from '@socle/schema/documents';
import type { Api, ApiError, Result } from '#lib/api/index.ts';
import { toVariables, type PeopleView } from './people.view.ts';

/** The longest page that the server gives. */
const PAGE = 100;
const BETWEEN_PAGES_MS = 100;
const PATIENCE_MS = 2_000;
const TRIES = 5;

type People = PeopleListQuery['users'];
type Person = PeopleTable_userFragment;

/** Whom an export tells how far it has come, and who may end it. */
export interface ExportWatch {
  readonly signal: AbortSignal;
  readonly onpage: (done: number, total: number) => void;
  /** The server asked for a pause; the export goes on by itself. */
  readonly onpause: () => void;
}

/** Everyone whom the view shows, on all its pages and in its order; rejects with the signal's reason. */
export async function readEveryone(api: Api, view: PeopleView, watch: ExportWatch): Promise<Result<Person[]>> {
  const variables = { ...toVariables(view), first: PAGE };
  // By id: whoever moves in the list while it is read stands in the file once.
  const found = new Map<string, Person>();
  let after: string | null = null;
  do {
    const answer = await readPatiently(api, { ...variables, after }, watch);
    if (!answer.ok) return answer;
    const { edges, pageInfo, totalCount } = answer.data;
    for (const { node } of edges) found.set(node.id, node);
    watch.onpage(found.size, Math.max(totalCount, found.size));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (after) await pause(BETWEEN_PAGES_MS, watch.signal);
  } while (after);
  return { ok: true, data: [...found.values()] };
}

/** One page; where the server is busy or throttles, again after the time that it names. */
async function readPatiently(
  api: Api,
  variables: PeopleListQueryVariables,
  { signal, onpause }: ExportWatch,
): Promise<Result<People>> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await api.query(PeopleListDocument, variables);
    signal.throwIfAborted();
    if (answer.ok) return { ok: true, data: answer.data.users };
    if (attempt === TRIES || !passes(answer.error)) return answer;
    onpause();
    await pause((answer.error.retryAfterS ?? 0) * 1000 || PATIENCE_MS * attempt, signal);
  }
}

const passes = ({ code }: ApiError): boolean => code === 'RATE_LIMITED' || code === 'UNAVAILABLE' || code === 'NETWORK';

function pause(ms: number, signal: AbortSignal): Promise<void> {
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
