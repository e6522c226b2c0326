/** Who may work, and until when, as the tabs of one browser leave it for each other. */
interface Lease {
  readonly holder: string;
  readonly until: number;
}

const KEY = 'socle.session.lease';
/** Longer than a renewal takes; a tab that dies with the lease delays the others by no more. */
const HELD_MS = 5_000;
/** How long a browser may take to show one tab what another one stored. */
const SETTLES_MS = 80;
const PATIENCE_MS = 15_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const jitter = () => SETTLES_MS * (1 + Math.random());

function read(store: Storage): Lease | null {
  try {
    return JSON.parse(store.getItem(KEY) ?? 'null') as Lease | null;
  } catch {
    return null;
  }
}

/** Stores the lease in this tab's name and looks whether it is still there after a while: of several, the last one stays. */
async function takes(store: Storage, holder: string): Promise<boolean> {
  const lease = read(store);
  if (lease && lease.until > Date.now() && lease.until <= Date.now() + HELD_MS) return false;
  store.setItem(KEY, JSON.stringify({ holder, until: Date.now() + HELD_MS } satisfies Lease));
  await pause(jitter());
  return read(store)?.holder === holder;
}

/**
 * A queue of tabs for browsers without Web Locks (every one, on plain http outside localhost). A tab that waits too
 * long works all the same: to stand still would sign the person out too.
 */
export async function inLease<T>(store: Storage, work: () => Promise<T>): Promise<T> {
  const holder = `${Date.now()}.${Math.random()}`;
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await takes(store, holder)) && Date.now() < deadline) await pause(jitter());
  try {
    return await work();
  } finally {
    if (read(store)?.holder === holder) store.removeItem(KEY);
  }
}
