import { createContext } from 'svelte';
import type { Viewer } from '#lib/session/index.ts';

/** What a person types on the profile page. */
export type ProfileDraft = Pick<Viewer, 'pseudo' | 'locale'> & { bio: string };

/** What was typed and not saved when the session ended, until the same person is back. In memory only. */
export class KeptDraft {
  #kept: { readonly userId: string; readonly draft: ProfileDraft } | null = null;

  keep(userId: string, draft: ProfileDraft): void {
    this.#kept = { userId, draft };
  }

  take(userId: string): ProfileDraft | null {
    if (this.#kept?.userId !== userId) return null;
    const { draft } = this.#kept;
    this.#kept = null;
    return draft;
  }
}

/** Hands the draft to the pages below, and reads it there. */
export const [getKeptDraft, provideKeptDraft] = createContext<KeptDraft>();
