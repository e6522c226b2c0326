import * as messages from '#lib/i18n/generated/messages.js';

/** The languages of the screens, with what a browser of that language asks for. */
export const languages = { en: 'en-GB', fr: 'fr-FR' } as const;
export type Language = keyof typeof languages;

type Messages = typeof messages;
type Say = (inputs: Record<string, unknown>, options: { locale: Language }) => string;

/** Every message of the client in one language, by its key. */
export type Words = {
  readonly [Key in keyof Messages]: (inputs?: Record<string, unknown>) => string;
};

/** The client's own messages, so that no test repeats what a screen says. */
export function wordsOf(language: Language): Words {
  const all = messages as unknown as Record<string, Say>;
  const said = Object.entries(all).map(([key, say]) => [
    key,
    (inputs: Record<string, unknown> = {}) => say(inputs, { locale: language }),
  ]);
  return Object.fromEntries(said) as Words;
}
