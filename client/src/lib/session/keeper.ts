import type { ApiError, Result } from '#lib/api/index.ts';
import { endReasonOf, type EndReason, type Grant } from './grant.ts';
import type { TabMessage, Tabs } from './tabs.ts';

/** How an attempt to get a newer token came out; `shared` is what another tab had. */
export type Renewal = 'granted' | 'shared' | 'ended' | 'unreachable';

/** What the keeper needs, and whom it tells. */
export interface KeeperPorts {
  readonly tabs: Tabs;
  readonly refresh: () => Promise<Result<Grant>>;
  readonly now: () => number;
  readonly onGranted: (grant: Grant) => void;
  readonly onEnded: (reason: EndReason | null) => void;
}

/** How long the other tabs have to say that they hold a newer token. */
const ANSWER_WITHIN_MS = 150;
const TOO_OLD_MS = 2_000;
const PASSING: readonly ApiError['code'][] = ['NETWORK', 'UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED'];

/** Holds the access token in memory, and sees to it that all tabs together renew it once. */
export class Keeper {
  readonly #ports: KeeperPorts;
  #grant: Grant | null = null;
  #renewal: Promise<Renewal> | undefined;
  #endings = 0;
  #pauseMs = 0;
  readonly #heard = new Set<() => void>();

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
    ports.tabs.hear((message) => this.#listen(message));
  }

  get grant(): Grant | null {
    return this.#grant;
  }

  /** How long the server asked to wait when it last could not answer. */
  get pauseMs(): number {
    return this.#pauseMs;
  }

  /** Whether the token is too old to be sent. */
  expired(): boolean {
    return this.#grant !== null && this.#ports.now() >= this.#grant.expiresAt - TOO_OLD_MS;
  }

  /** Takes a grant that the server just gave, and shares it. */
  adopt(grant: Grant): void {
    this.#take(grant);
    this.#ports.tabs.tell({ kind: 'granted', grant });
  }

  /** Forgets the token, here and in the other tabs. */
  end(reason: EndReason | null): void {
    this.#drop(reason);
    this.#ports.tabs.tell({ kind: 'ended', reason });
  }

  /** Gets a newer token; callers at the same time, in any tab, share one request. */
  renew(): Promise<Renewal> {
    this.#renewal ??= this.#renewAlone().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  #renewAlone(): Promise<Renewal> {
    const known = this.#grant;
    return this.#ports.tabs.alone(async () => {
      if (this.#newerThan(known) || (await this.#askOthers(known))) return 'shared';
      return this.#askServer(known);
    });
  }

  async #askServer(known: Grant | null): Promise<Renewal> {
    const endings = this.#endings;
    const answer = await this.#ports.refresh();
    if (this.#newerThan(known)) return 'granted';
    if (this.#endings > endings) return 'ended';
    if (answer.ok) {
      this.adopt(answer.data);
      return 'granted';
    }
    if (PASSING.includes(answer.error.code)) return this.#postpone(answer.error);
    this.end(known || answer.error.reason ? endReasonOf(answer.error) : null);
    return 'ended';
  }

  #postpone({ retryAfterS = 0 }: ApiError): 'unreachable' {
    this.#pauseMs = retryAfterS * 1000;
    return 'unreachable';
  }

  async #askOthers(known: Grant | null): Promise<boolean> {
    const { tabs } = this.#ports;
    if (!(await tabs.accompanied())) return false;
    tabs.tell({ kind: 'asks', laterThan: Math.max(known?.expiresAt ?? 0, this.#ports.now() + TOO_OLD_MS) });
    await this.#hearWithin(ANSWER_WITHIN_MS);
    return this.#newerThan(known);
  }

  #hearWithin(limit: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#heard.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limit);
      this.#heard.add(done);
    });
  }

  #listen(message: TabMessage): void {
    if (message.kind === 'granted') this.#hear(message.grant);
    if (message.kind === 'ended') this.#drop(message.reason);
    if (message.kind === 'asks' && this.#grant && this.#grant.expiresAt > message.laterThan) {
      this.#ports.tabs.tell({ kind: 'granted', grant: this.#grant });
    }
  }

  #hear(grant: Grant): void {
    if (grant.expiresAt >= (this.#grant?.expiresAt ?? 0)) this.#take(grant);
    for (const done of this.#heard) done();
  }

  #newerThan(known: Grant | null): boolean {
    return this.#grant !== null && this.#grant !== known && !this.expired();
  }

  #take(grant: Grant): void {
    this.#grant = grant;
    this.#ports.onGranted(grant);
  }

  #drop(reason: EndReason | null): void {
    this.#grant = null;
    this.#endings += 1;
    this.#ports.onEnded(reason);
  }
}
