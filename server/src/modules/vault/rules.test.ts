import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { countries } from '#kernel/countries.js';
import { fields } from './fields.js';
import { fieldRules, keptForm } from './rules.js';

const fits = (field: keyof typeof fieldRules, text: string): boolean => v.safeParse(fieldRules[field], text).success;

describe('the form in which a field is kept', () => {
  it('is the same when it is typed as it is kept', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.string({ unit: 'binary', maxLength: 60 }), (field, text) => {
        const form = keptForm(field, text);
        expect(form === null ? null : keptForm(field, form)).toBe(form);
      }),
    );
  });

  it.each([
    ['phone', '0033 6 12.34.56.78', '+33612345678'],
    ['phone', '+1 (212) 555-0123', '+12125550123'],
    ['postalCode', ' d02 xy45 ', 'D02 XY45'],
    ['country', 'fr', 'FR'],
    ['taxId', 'fr 12 345', 'FR 12 345'],
    ['legalName', ' Zoe\u0308 ', 'Zoë'],
    ['city', '   ', null],
  ] as const)('%s %j is %j', (field, typed, kept) => expect(keptForm(field, typed)).toBe(kept));
});

describe('what may come in', () => {
  it.each([
    ['legalName', ['Ada King', 'O’Neil-Łoś', '李小龍', 'Мария', 'نور‌الدین']],
    ['birthDate', ['2000-02-29', '1900-01-01', '']],
    ['phone', ['+33612345678', '00442079460958', '+1 212 555 0123', ' ']],
    ['postalCode', ['75011', 'SW1Y 4JH', '1010-A', '']],
    ['country', ['FR', 'gb', ...countries]],
    ['taxId', ['12/345/67890', 'IE1234567FA', 'FR 40 303265045']],
  ] as const)('%s takes %j', (field, texts) => expect(texts.filter((text) => !fits(field, text))).toEqual([]));

  it.each([
    ['legalName', ['x'.repeat(201), 'a\u0000b', 'a\nb', 'a\u202Eb', 'a\u2066b']],
    ['birthDate', ['2001-02-29', '1899-12-31', '1990-1-1', '17/05/1990', '+01990-05-17', '1990-05-17T00:00']],
    ['phone', ['0612345678', '+0612345678', '+33', '+3361234567890123', 'call me', '+33 6 12 34 56 7x']],
    ['postalCode', ['-75', '7 5#', 'x'.repeat(17), '７５']],
    ['country', ['UK', 'EU', 'XX', 'FRA', 'F', 'f\u0000']],
    ['taxId', ['<script>', '-1', 'x'.repeat(33), "1' or '1'='1"]],
    ['addressLine', ['two\nlines', 'x'.repeat(201)]],
    ['city', ['x'.repeat(101), '\u001b[31m']],
  ] as const)('%s refuses %j', (field, texts) => expect(texts.filter((text) => fits(field, text))).toEqual([]));

  it('is judged at once, however long and however many marks stand on one letter', () => {
    const marks = `a${'\u0323\u0301'.repeat(100_000)}`;
    const start = performance.now();
    for (const field of fields) expect(fits(field, marks)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
