import { locale } from './locale.svelte.ts';

const regions = { en: 'en-GB', fr: 'fr-FR' } as const;

/** The language of the screen as dates and numbers want it: days before months in both. */
export function formatLocale(): string {
  return regions[locale.current];
}

/** A day in words, in the language of the screen. */
export function formatDate(instant: string): string {
  return new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'long' }).format(new Date(instant));
}

/** A number with the separators of the language of the screen. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(formatLocale()).format(value);
}
