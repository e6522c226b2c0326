import * as v from 'valibot';
import { isCountry } from '#kernel/countries.js';
import { atMost, issue, singleLine } from '#kernel/input.js';
import { inOneForm } from '#kernel/text.js';
import type { Field } from './fields.js';

/** Marks that turn the order of letters around: a name must not show as another one. */
const turning = /[\u202A-\u202E\u2066-\u2069]/u;

const line = (max: number) =>
  v.pipe(
    v.string(),
    atMost(max),
    singleLine,
    v.check(
      (text) => !turning.test(text),
      issue('invalid_characters', 'Marks that turn the order of letters are not allowed here.'),
    ),
  );

/** Without space around it, and otherwise as it is written. */
const trimmed = (text: string): string => inOneForm(text, 'NFC').trim();
const inCapitals = (text: string): string => trimmed(text).toUpperCase();
/** As people write numbers, with 00 for the plus and marks between the digits. */
const digitsOnly = (text: string): string =>
  trimmed(text)
    .replaceAll(/[\s().\-/]/g, '')
    .replace(/^00/, '+');

/** The form in which each field is kept. */
const forms: Partial<Record<Field, (text: string) => string>> = {
  phone: digitsOnly,
  postalCode: inCapitals,
  country: inCapitals,
  taxId: inCapitals,
};

/** The form in which a field is kept; an empty text is no text. */
export const keptForm = (field: Field, text: string): string | null => (forms[field] ?? trimmed)(text) || null;

/** The rule is about the form that is kept; nothing is wrong with nothing. */
const kept = (field: Field, test: (text: string) => boolean, words: string) =>
  v.check<string, string>((text) => {
    const form = keptForm(field, text);
    return form === null || test(form);
  }, words);

const earliest = '1900-01-01';

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return text >= earliest && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What may come in, field by field. */
export const fieldRules = {
  legalName: line(200),
  birthDate: v.pipe(
    line(40),
    kept(
      'birthDate',
      (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text),
      issue('invalid_date', 'A day since 1900, as YYYY-MM-DD.'),
    ),
  ),
  phone: v.pipe(
    line(40),
    kept(
      'phone',
      (text) => /^\+[1-9]\d{6,14}$/.test(text),
      issue('invalid_phone', 'With the country’s prefix, such as +33 6 12 34 56 78.'),
    ),
  ),
  addressLine: line(200),
  postalCode: v.pipe(
    line(16),
    kept('postalCode', (text) => /^[A-Z0-9][A-Z0-9 -]*$/.test(text), issue('invalid_format', 'Letters and digits.')),
  ),
  city: line(100),
  country: v.pipe(line(40), kept('country', isCountry, issue('invalid_country', 'Two letters of ISO 3166-1.'))),
  taxId: v.pipe(
    line(32),
    kept('taxId', (text) => /^[A-Z0-9][A-Z0-9 ./-]*$/.test(text), issue('invalid_format', 'Letters and digits.')),
  ),
} satisfies Record<Field, v.GenericSchema>;
