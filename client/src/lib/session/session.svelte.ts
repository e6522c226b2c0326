import type { Session_authFragment } from '@socle/schema/documents';
import type { Scope } from '@socle/schema/vocabulary';
import { backoffMs, renewalDelayMs } from './clock.ts';
import { grantOf, type EndReason, type Grant, type Viewer } from './grant.ts';
import { Keeper, type KeeperPorts, type Renewal } from './keeper.ts';
import { Reauthentication } from './reauthentication.svelte.ts';

/** `offline`: there is or may be a session, but the server does not answer; tried again by itself. */
export type SessionStatus = 'restoring' | 'visitor' | 'member' | 'offline';

/** What the session asks of the house. */
export interface SessionPorts extends Pick<KeeperPorts, 'tabs' | 'refresh' | 'now'> {
  /** Tells the server that the person leaves. */
  readonly leave: () => Promise<{ readonly ok: boolean }>;
  readonly readViewer: () => Promise<Viewer | null>;
  /** Someone else is signed in from now on: nothing that was read may stay. */
  readonly onSwitched: () => void;
}

/** Who is signed in, and what they may do: the client's only global state. */
export class Session {
  readonly reauthentication = new Reauthentication();
  readonly #keeper: Keeper;
  readonly #ports: SessionPorts;
  readonly #endListeners = new Set<(reason: EndReason | null) => void>();
  #status = $state<SessionStatus>('restoring');
  #viewer = $state.raw<Viewer | null>(null);
  #endedReason = $state<EndReason | null>(null);
  #resumesAt = $state<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #restored = Promise.resolve();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#keeper = new Keeper({
      ...ports,
      onGranted: (grant) => this.#welcome(grant),
      onEnded: (reason) => this.#dismiss(reason),
    });
  }

  get status(): SessionStatus {
    return this.#status;
  }

  get viewer(): Viewer | null {
    return this.#viewer;
  }

  /** Why the last session ended, where the person did not end it. */
  get endedReason(): EndReason | null {
    return this.#endedReason;
  }

  /** When it is tried again, where the server asked for a pause. */
  get resumesAt(): number | null {
    return this.#resumesAt;
  }

  /** The access token; only for whoever sends requests. */
  get token(): string | null {
    return this.#keeper.grant?.accessToken ?? null;
  }

  /** Whether the person holds a scope; a courtesy to the eye, the server decides. */
  can(scope: Scope): boolean {
    return this.#viewer?.scopes.includes(scope) ?? false;
  }

  /** Whether the access token is too old to be sent. */
  expired(): boolean {
    return this.#keeper.expired();
  }

  /** Until the session that the browser's cookie remembers is taken up, or known to be over. */
  get restored(): Promise<void> {
    return this.#restored;
  }

  /** Takes up the session that the browser's cookie remembers, if there is one. */
  restore(): Promise<void> {
    this.#restored = this.#takeUp();
    return this.#restored;
  }

  /** Asks the server who this is now, and what they may do. */
  async review(): Promise<void> {
    const viewer = await this.#ports.readViewer();
    if (viewer) this.update(viewer);
  }

  /** Begins the session that the server just opened, or goes on with the token that it just gave. */
  adopt(auth: Session_authFragment): void {
    this.#keeper.adopt(grantOf(auth, this.#ports.now()));
  }

  /** Replaces what is known of the person, after a change of the profile. */
  update(viewer: Viewer): void {
    const { grant } = this.#keeper;
    if (grant) this.#keeper.adopt({ ...grant, viewer });
  }

  /** Ends the session here and in the other tabs at once; answers what the server said. */
  async signOut(): Promise<{ readonly ok: boolean }> {
    const answer = await this.#ports.leave();
    this.#keeper.end(null);
    return answer;
  }

  /** Ends what the server has already ended. */
  end(reason: EndReason | null): void {
    if (this.#keeper.grant) this.#keeper.end(reason);
  }

  /** Calls back when a session ends, so that the page can go to sign-in; answers how to stop that. */
  whenEnded(listener: (reason: EndReason | null) => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  /** Gets a newer token; tries again later by itself where the server does not answer. */
  async renew(): Promise<Renewal> {
    const outcome = await this.#keeper.renew();
    if (outcome === 'unreachable') this.#retryLater();
    return outcome;
  }

  /** Renews what fell due while nobody looked: a hidden tab keeps no session alive. */
  wake(): void {
    if (this.#status === 'offline' || this.#keeper.expired()) void this.renew();
  }

  async #takeUp(): Promise<void> {
    // What another tab knows of the person may be older than the person's role.
    if ((await this.renew()) === 'shared') await this.review();
  }

  #welcome(grant: Grant): void {
    const switched = this.#viewer !== null && this.#viewer.id !== grant.viewer.id;
    this.#attempts = 0;
    this.#viewer = grant.viewer;
    this.#status = 'member';
    this.#resumesAt = null;
    this.#endedReason = null;
    this.#schedule(renewalDelayMs(grant.expiresAt - this.#ports.now()));
    if (switched) this.#ports.onSwitched();
  }

  #dismiss(reason: EndReason | null): void {
    const wasMember = this.#viewer !== null;
    clearTimeout(this.#timer);
    this.#viewer = null;
    this.#status = 'visitor';
    this.#resumesAt = null;
    this.#endedReason = reason;
    this.reauthentication.answer(false);
    if (wasMember) for (const listener of this.#endListeners) listener(reason);
  }

  #retryLater(): void {
    const { grant, pauseMs } = this.#keeper;
    if (!grant || this.#keeper.expired()) this.#status = 'offline';
    const delay = pauseMs + backoffMs(pauseMs > 0 ? 0 : this.#attempts++);
    this.#resumesAt = pauseMs > 0 ? this.#ports.now() + delay : null;
    this.#schedule(delay);
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!globalThis.document?.hidden) void this.renew();
    }, delay);
  }
}
