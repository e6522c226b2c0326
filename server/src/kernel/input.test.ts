import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AppError, type FieldIssue } from './errors.js';
import { assertArgument, assertValid, atMost, hasForbiddenCharacters, issue, singleLine, Validated } from './input.js';

@Validated(
  v.object({
    name: v.pipe(v.string(), v.minLength(2, issue('too_short', 'Two, please.')), singleLine),
    note: v.nullish(v.pipe(v.string(), atMost(3))),
  }),
)
class Input {
  name!: string;
}

function issuesOf(work: () => void): readonly FieldIssue[] {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_USER_INPUT') return error.details.fields ?? [];
    throw error;
  }
  return [];
}

describe('rules of an input', () => {
  it('name every field that breaks one, with code and words', () => {
    const issues = issuesOf(() => assertValid({ name: '\u0007', note: 'long' }, Input));
    expect(issues).toMatchObject([
      { name: 'name', code: 'too_short', message: 'Two, please.' },
      { name: 'name', code: 'invalid_characters' },
      { name: 'note', code: 'too_long', message: 'At most 3 characters.' },
    ]);
  });

  it('pass what fits, what is absent, and what has no rules', () => {
    expect(issuesOf(() => assertValid({ name: 'ab', note: null }, Input))).toEqual([]);
    expect(issuesOf(() => assertValid(undefined, Input))).toEqual([]);
    expect(issuesOf(() => assertValid({ name: '' }, class Other {}))).toEqual([]);
  });

  it('count code points, not halves of them', () => {
    expect(issuesOf(() => assertArgument('word', atMost(3) as never, '🙂🙂🙂'))).toEqual([]);
    expect(issuesOf(() => assertArgument('word', v.pipe(v.string(), atMost(3)), '🙂🙂🙂🙂'))).toMatchObject([
      { name: 'word', code: 'too_long' },
    ]);
  });
});

describe('characters that no text may hold', () => {
  it('NUL and lone surrogates, wherever they stand', () => {
    const hostile = fc.constantFrom('\0', '\ud800', '\udfff');
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, hostile, text, (before, bad, after) => {
        expect(hasForbiddenCharacters(`${before}${bad}x${after}`)).toBe(true);
      }),
    );
  });

  it('and nothing that people write', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        (text) => {
          expect(hasForbiddenCharacters(text)).toBe(false);
        },
      ),
    );
  });
});
