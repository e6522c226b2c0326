import type { EndReason, Grant } from './grant.ts';
import { inLease } from './lease.ts';

/** What the tabs of one browser tell each other. */
export type TabMessage =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'ended'; readonly reason: EndReason | null }
  | { readonly kind: 'asks'; readonly laterThan: number };

/** The other tabs, and the one queue that they share. */
export interface Tabs {
  /** Runs the work while no other tab runs any. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Whether another tab could answer a question. */
  accompanied(): Promise<boolean>;
  tell(message: TabMessage): void;
  hear(listener: (message: TabMessage) => void): () => void;
}

const CHANNEL = 'socle.session';
const QUEUE = 'socle.session.renewal';
const PRESENCE = 'socle.session.tab';
const PATIENCE_MS = 15_000;

/** Where there is one page and no browser. */
export const noTabs: Tabs = {
  alone: (work) => work(),
  accompanied: async () => false,
  tell: () => {},
  hear: () => () => {},
};

/** The browser's own means: Web Locks, or a lease where there are none. */
export function browserTabs(
  locks: LockManager | undefined = globalThis.navigator?.locks,
  store: Storage = globalThis.localStorage,
): Tabs {
  const channel = new BroadcastChannel(CHANNEL);
  void locks?.request(PRESENCE, { mode: 'shared' }, () => new Promise<never>(() => {}));
  return {
    alone: (work) => (locks ? inQueue(locks, work) : inLease(store, work)),
    accompanied: async () => !locks || (await countPresent(locks)) > 1,
    tell: (message) => channel.postMessage(message),
    hear(listener) {
      const onMessage = (event: MessageEvent<TabMessage>) => listener(event.data);
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
  };
}

/** A tab that hangs with the lock must not sign the others out: after a while the work goes on without it. */
async function inQueue<T>(locks: LockManager, work: () => Promise<T>): Promise<T> {
  let started: Promise<T> | undefined;
  const begin = () => (started ??= work());
  try {
    await locks.request(QUEUE, { signal: AbortSignal.timeout(PATIENCE_MS) }, begin);
  } catch (reason) {
    if (started) throw reason;
  }
  return begin();
}

async function countPresent(locks: LockManager): Promise<number> {
  const { held = [] } = await locks.query();
  return held.filter((lock) => lock.name === PRESENCE).length;
}
