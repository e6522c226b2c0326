import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pad, unpad } from './padding.js';

describe('padding', () => {
  it('gives every text back, also none and an empty one', () => {
    fc.assert(
      fc.property(fc.option(fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
        expect(unpad(pad(text))).toBe(text);
      }),
    );
    expect([unpad(pad('')), unpad(pad(null))]).toEqual(['', null]);
  });

  it('comes in multiples of 32 bytes: nothing, a day of birth and a short name are alike', () => {
    const sizes = [null, '', '1915-12-10', 'Ada King', 'x'.repeat(30)].map((text) => pad(text).length);
    expect(new Set(sizes)).toEqual(new Set([32]));
    expect([31, 62, 63, 200].map((length) => pad('x'.repeat(length)).length)).toEqual([64, 64, 96, 224]);
    expect(pad('é'.repeat(16)).length).toBe(64);
  });
});
