import { countries } from '@socle/schema/vocabulary';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Every country by its name in this language, and first that none is said. */
export function countryOptions(locale: string, none: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const { compare } = new Intl.Collator(locale);
  const options = countries.map((code) => ({ value: code, label: names.of(code) ?? code }));
  return [{ value: '', label: none }, ...options.sort((one, other) => compare(one.label, other.label))];
}
