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

/** A part of a whole, in percent. */
export function formatPercent(part: number): string {
  return new Intl.NumberFormat(formatLocale(), { style: 'percent' }).format(part);
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** The length of a file, in the largest unit of which there is one. */
export function formatBytes(bytes: number): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = sizes[step] ?? 'byte';
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: step > 0 ? 1 : 0 } as const;
  return new Intl.NumberFormat(formatLocale(), options).format(bytes / 1000 ** step);
}

/** An instant in words, to the minute, in the language of the screen. */
export function formatInstant(instant: string): string {
  return new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));
}

/** Several things in one sentence: 'a, b and c'. */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(formatLocale()).format(items);
}

/** So many seconds in words: '1 minute 5 seconds'. */
export function formatDuration(seconds: number): string {
  const parts = { hour: Math.floor(seconds / 3600), minute: Math.floor(seconds / 60) % 60, second: seconds % 60 };
  const said = Object.entries(parts).filter(([unit, count]) => count > 0 || (unit === 'second' && seconds === 0));
  return said.map(([unit, count]) => formatUnit(count, unit)).join(' ');
}

function formatUnit(count: number, unit: string): string {
  return new Intl.NumberFormat(formatLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
