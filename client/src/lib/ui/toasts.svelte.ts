import { createContext } from 'svelte';
import { countdownFrom, type Countdown } from './countdown.ts';
import type { Failure } from './form.svelte.ts';

/** One short message, and what may be done about it. */
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: 'plain' | 'danger';
  readonly action?: ToastAction | undefined;
  /** The number of the request that failed, to be quoted. */
  readonly requestId?: string | null | undefined;
  /** How long to wait before the next try. */
  readonly wait?: Countdown | null | undefined;
}

/** An undo, usually. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const READ_MS = 6_000;
const ACT_MS = 12_000;

/** The messages on screen, oldest first. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says what happened. */
  tell(message: string, action?: ToastAction): void {
    this.#add({ id: this.#next++, message, tone: 'plain', action });
  }

  /** Says what was refused, and which request it was. */
  refuse({ message, requestId, retryAfterS }: Failure): void {
    this.#add({ id: this.#next++, message, tone: 'danger', requestId, wait: countdownFrom(retryAfterS) });
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Nothing vanishes while it is being read. */
  hold(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  release(): void {
    for (const toast of this.list) this.#schedule(toast);
  }

  #add(toast: Toast): void {
    this.list = [...this.list.slice(-2), toast];
    this.#schedule(toast);
  }

  #schedule(toast: Toast): void {
    clearTimeout(this.#timers.get(toast.id));
    const timer = setTimeout(() => this.dismiss(toast.id), toast.action || toast.requestId ? ACT_MS : READ_MS);
    this.#timers.set(toast.id, timer);
  }
}

/** Hands the toasts to the components below, and reads them there. */
export const [getToasts, provideToasts] = createContext<Toasts>();
