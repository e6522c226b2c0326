import { createContext } from 'svelte';

/** What a person may choose; `system` follows the device. */
export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const STORAGE_KEY = 'socle.theme';

/** The colours of the screen. `src/early.js` applies the stored choice before the first paint. */
export class ThemeChoice {
  current = $state<Theme>(stored());

  /** Switches at once and remembers it on this device. */
  choose(next: Theme): void {
    this.current = next;
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    remember(next);
  }
}

function stored(): Theme {
  const applied = typeof document === 'undefined' ? undefined : document.documentElement.dataset.theme;
  return applied === 'light' || applied === 'dark' ? applied : 'system';
}

function remember(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}

/** Hands the theme to the components below, and reads it there. */
export const [getTheme, provideTheme] = createContext<ThemeChoice>();
