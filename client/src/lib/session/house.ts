import { RefreshDocument, SignOutDocument, ViewerDocument } from '@socle/schema/documents';
import { createApi, sendBare, type Api, type ApiError, type Result } from '#lib/api/index.ts';
import { endReasonOf, grantOf, type Grant } from './grant.ts';
import { Session } from './session.svelte.ts';
import { browserTabs, noTabs, type Tabs } from './tabs.ts';

/** What tests replace; a browser needs none of it. */
export interface HouseOptions {
  readonly url?: string;
  readonly fetch?: typeof fetch;
  readonly tabs?: Tabs;
  readonly now?: () => number;
  readonly onSwitched?: () => void;
}

/** The two things that live as long as the page: the door to the server, and who stands in it. */
export interface House {
  readonly api: Api;
  readonly session: Session;
}

/** A page may also be rendered at the build, where nobody is signed in. */
const inBrowser = typeof document !== 'undefined';

/** Joins the API and the session; called once, by the root layout. */
export function createHouse(options: HouseOptions = {}): House {
  const { tabs = inBrowser ? browserTabs() : noTabs, now = Date.now, onSwitched = () => location.reload() } = options;
  const session = new Session({
    tabs,
    now,
    refresh: async () => toGrant(await sendBare(options, RefreshDocument, {}), now),
    leave: async () => {
      const answer = await api.mutate(SignOutDocument, {});
      api.forget();
      return answer;
    },
    readViewer: async () => {
      const answer = await api.query(ViewerDocument, {});
      return answer.ok ? answer.data.viewer : null;
    },
    onSwitched() {
      api.forget();
      onSwitched();
    },
  });
  const api = createApi({
    ...options,
    reauthenticate: () => session.reauthentication.request(),
    credentials: {
      token: () => session.token,
      expired: () => session.expired(),
      renew: (refused) => renew(session, refused),
      refused: (error) => void heed(session, error),
    },
  });
  session.whenEnded(() => api.forget());
  if (inBrowser) wakeWithThePage(session);
  return { api, session };
}

function toGrant(
  answer: Result<{ readonly refresh: Parameters<typeof grantOf>[0] }>,
  now: () => number,
): Result<Grant> {
  return answer.ok ? { ok: true, data: grantOf(answer.data.refresh, now()) } : answer;
}

async function renew(session: Session, refused: string | null): Promise<void> {
  if (session.token !== refused && !session.expired()) return;
  if ((await session.renew()) === 'unreachable') throw new Error('The session cannot be renewed now');
}

/** The server may know more than this page: that the session is over, or that the role has changed. */
async function heed(session: Session, error: ApiError): Promise<void> {
  const { code } = error;
  if (code === 'SESSION_ENDED' || code === 'ACCOUNT_SUSPENDED') session.end(endReasonOf(error));
  if (code === 'FORBIDDEN' && session.viewer) await session.review();
}

function wakeWithThePage(session: Session): void {
  const wake = () => {
    if (!document.hidden) session.wake();
  };
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
}
