import { createContext } from 'svelte';
import { countdownFrom, type Countdown } from './countdown.ts';

/** Why a form was refused, in words: a sentence for the whole, or one for each field by its name. */
export interface Failure {
  readonly message: string;
  readonly requestId?: string | null;
  /** How long the form must wait before it is sent again. */
  readonly retryAfterS?: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the fields and the button of one form share. */
export class FormState {
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** Until when nothing can be sent. */
  wait = $state.raw<Countdown | null>(null);
  #corrected = $state<string[]>([]);

  /** What is wrong with one field, until the person touches it. */
  errorOf(name: string): string | undefined {
    return this.#corrected.includes(name) ? undefined : this.failure?.fields[name];
  }

  /** The names of the fields that are still wrong. */
  get wrong(): string[] {
    return Object.keys(this.failure?.fields ?? {}).filter((name) => this.errorOf(name));
  }

  /** Whether it is too early to send the form again. */
  get waiting(): boolean {
    return this.wait !== null && this.wait.left > 0;
  }

  touch(name: string): void {
    if (this.failure?.fields[name]) this.#corrected.push(name);
  }

  settle(failure: Failure | null): void {
    this.failure = failure;
    this.wait = countdownFrom(failure?.retryAfterS);
    this.#corrected = [];
  }
}

/** The form around a field, if there is one. */
export const [getForm, provideForm, hasForm] = createContext<FormState>();
