// Catalogue: C11, I5.
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { emailKey, emailRule, normaliseEmail } from './email.js';
import { normalisePseudo, pseudoKey, pseudoRule, pseudoWords } from './pseudo.js';

const accepts = (rule: typeof pseudoRule | typeof emailRule, text: string): boolean => v.safeParse(rule, text).success;
const codesOf = (rule: typeof pseudoRule | typeof emailRule, text: string): string[] =>
  (v.safeParse(rule, text).issues ?? []).map(({ message }) => message.split('|')[0] ?? '');
const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const letters = fc.stringMatching(/^[a-zA-Zà-üÀ-ÜÿŸα-ρΑ-Ρа-яА-Я0-9._-]{3,32}$/u);
const fullwidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));

describe('a pseudo', () => {
  it.each([
    ['ΝΙΚΟΣ171ΣΑΣ', 'νικοσ171σασ'],
    ['ΝΙΚΟΣ171ΣΑΣ', 'νικος171σας'],
    ['straße', 'STRASSE'],
  ])("'%s' and '%s' are the same name", (one, other) => {
    expect(pseudoKey(one)).toBe(pseudoKey(other));
    expect(emailKey(`${one}@example.org`)).toBe(emailKey(`${other}@example.org`));
  });

  it.each(['...', '_-_', '---'])("'%s' has neither letter nor digit", (text) => {
    expect(accepts(pseudoRule, text)).toBe(false);
  });

  it.each([
    'abc',
    'a_b',
    'jean.durand-petit',
    '9lives',
    'Zoé',
    'Ωmega',
    '李小龍',
    'x'.repeat(32),
    'e\u0301e\u0301e\u0301',
    'मोहन',
    '\u1f82'.normalize('NFD').repeat(32),
  ])("'%s' fits", (text) => {
    expect(accepts(pseudoRule, text)).toBe(true);
  });

  it.each([
    ['ab', 'too_short'],
    ['', 'too_short'],
    ['e\u0301e\u0301', 'too_short'],
    ['x'.repeat(33), 'too_long'],
    ['a b', 'too_short|invalid_format'],
    ['a b c', 'invalid_format'],
    ['a@b.c', 'invalid_format'],
    ['<script>', 'invalid_format'],
    ['abc\n', 'invalid_format'],
    ['abc\u202e', 'invalid_format'],
    ['abc\u200b', 'invalid_format'],
    ['🙂🙂🙂', 'invalid_format'],
    ['a％b', 'invalid_format'],
    ['ali\ufe0fce', 'invalid_format'],
    ['ali\u034fce', 'invalid_format'],
    ['\u3164\u3164\u3164', 'invalid_format'],
    ['\u115f\u1160\uffa0', 'invalid_format'],
  ])('%j does not', (text, code) => {
    expect(code.split('|')).toContain(codesOf(pseudoRule, text)[0]);
  });

  it('normalised twice is normalised once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalisePseudo(normalisePseudo(text))).toBe(normalisePseudo(text));
        expect(pseudoKey(pseudoKey(text))).toBe(pseudoKey(text));
        expect(pseudoKey(normalisePseudo(text))).toBe(pseudoKey(text));
      }),
      { numRuns: 500 },
    );
  });

  it('collides in every case, Unicode form and width', () => {
    fc.assert(
      fc.property(letters, (text) => {
        const key = pseudoKey(text);
        for (const same of [
          text.toUpperCase(),
          text.toLowerCase(),
          text.normalize('NFD'),
          text.normalize('NFC'),
          fullwidth(text),
        ])
          expect(pseudoKey(same)).toBe(key);
      }),
    );
  });

  it('has the words between its dots, dashes and underscores, each once', () => {
    expect(pseudoWords('jean_durand-petit.jean')).toEqual(['jean', 'durand', 'petit']);
    expect(pseudoWords('..__')).toEqual([]);
    fc.assert(
      fc.property(letters, (text) =>
        pseudoWords(pseudoKey(text)).every((word) => word && pseudoKey(text).includes(word)),
      ),
    );
  });
});

describe('a name of any length', () => {
  const marks = `a${'\u0301'.repeat(15_500)}${'\u0316'.repeat(15_500)}`;

  it.each([
    ['dots', `${'a.'.repeat(20_000)}@b.co`],
    ['dashes', `a@${'b-'.repeat(20_000)}`],
    ['at signs', '@'.repeat(40_000)],
    ['marks', marks],
    ['marks before an address', `${marks}@example.org`],
    ['marks in an address', `a@${marks}.org`],
  ])('is judged and compared in linear time: %s', (_name, text) => {
    const started = performance.now();
    for (const rule of [emailRule, pseudoRule]) expect(codesOf(rule, text)).toContain('too_long');
    for (const form of [emailKey, normaliseEmail, normalisePseudo, pseudoKey]) expect(form(text)).not.toBe('');
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('an e-mail address', () => {
  it.each([
    'a@b.co',
    'first.last+tag@sub.example.org',
    "o'neil@example.org",
    'użytkownik@przykład.pl',
    'x@xn--bcher-kva.example',
    'a@b-c.d1',
    `${'l'.repeat(64)}@example.org`,
  ])("'%s' could exist", (text) => expect(accepts(emailRule, text)).toBe(true));

  it.each([
    '',
    'a',
    '@',
    'a@',
    '@b.co',
    'a@b',
    'a b@c.de',
    'a@b..co',
    'a@.co',
    'a@b.co.',
    '.a@b.co',
    'a.@b.co',
    'a..b@c.de',
    'a@-b.co',
    'a@b-.co',
    'a@b@c.de',
    'a\n@b.co',
    'a@b.co\n',
    '"a"@b.co',
    'a<b>@c.de',
    'a@[127.0.0.1]',
    'a,b@c.de',
    'a\0@b.co',
    `${'l'.repeat(65)}@b.co`,
    `a@${'d'.repeat(64)}.co`,
    `a@${'d.'.repeat(130)}co`,
  ])('%j could not', (text) => expect(accepts(emailRule, text)).toBe(false));

  it.each([
    '\u200b',
    '\u00ad',
    '\u2060',
    '\u200d',
    '\u{e0061}',
    '\ufe0f',
    '\u202e',
    '\u3164',
    '\u115f',
    '\u061c',
    '\u{1d173}',
  ])('nobody can tell from another, or reads in another order, is none: %j', (unseen) => {
    for (const text of [`a${unseen}b@c.de`, `ab${unseen}@c.de`, `ab@c${unseen}c.de`, `ab@c.d${unseen}e`])
      expect(codesOf(emailRule, text)).toEqual(['invalid_format']);
  });

  it('that is longer than any is told so, and nothing else', () => {
    for (const text of [`${'l'.repeat(64)}@${'d.'.repeat(95)}co`, 'x'.repeat(255), `a@${'\ufdfa.'.repeat(30)}co`])
      expect(codesOf(emailRule, text)).toEqual(['too_long']);
  });

  it('normalised twice is normalised once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normaliseEmail(normaliseEmail(text))).toBe(normaliseEmail(text));
        expect(emailKey(emailKey(text))).toBe(emailKey(text));
      }),
      { numRuns: 500 },
    );
  });

  it('collides in every case, Unicode form and width', () => {
    fc.assert(
      fc.property(letters, (name) => {
        const text = `${name}@exämple.org`;
        for (const same of [text.toUpperCase(), text.normalize('NFD'), fullwidth(text)])
          expect(emailKey(same)).toBe(emailKey(text));
      }),
    );
  });
});
