import { createContext } from 'svelte';

/** The few words that components say by themselves; the application translates them. */
export interface UiWords {
  readonly locale: string;
  readonly show: string;
  readonly hide: string;
  readonly showPassword: string;
  readonly hidePassword: string;
  readonly close: string;
  readonly cancel: string;
  readonly retry: string;
  readonly notifications: string;
  readonly previous: string;
  readonly next: string;
  readonly sortBy: string;
  readonly ascending: string;
  readonly descending: string;
  summary(count: number): string;
  requestId(id: string): string;
  /** That one can go on after so many seconds. */
  waiting(seconds: number): string;
  readonly waitTitle: string;
  readonly waitOver: string;
  readonly typedStays: string;
}

/** Hands the words to the components below, and reads them there. */
export const [getWords, provideWords] = createContext<UiWords>();
