import { baseLocale, isLocale, overwriteGetLocale, type Locale } from './generated/runtime.js';

const STORAGE_KEY = 'socle.locale';

/**
 * The language of the screen. One for the whole page by nature: messages are plain
 * functions that ask it, so it cannot live in a component's context.
 */
class LocaleChoice {
  current = $state<Locale>(shown());

  #chosen = stored() !== null;

  /** Switches the language at once and remembers it on this device. */
  choose(next: Locale): void {
    this.current = next;
    this.#chosen = true;
    remember(next);
  }

  /** Follows the profile's language where nobody chose on this device. */
  suggest(next: Locale): void {
    if (!this.#chosen) this.current = next;
  }
}

function stored(): Locale | null {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return isLocale(value) ? value : null;
  } catch {
    return null;
  }
}

function remember(value: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, value);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}

/** What `src/early.js` chose before the first paint: the stored language, or the browser's. */
function shown(): Locale {
  const language = typeof document === 'undefined' ? undefined : document.documentElement.lang;
  return isLocale(language) ? language : baseLocale;
}

/** The language of the screen, read by every message. */
export const locale = new LocaleChoice();

overwriteGetLocale(() => locale.current);
