// Catalogue: C11.
import { expect, it } from 'vitest';
import { caseless } from './caseless.js';

const isAlone = (code: number): boolean => code >= 0xd800 && code < 0xe000;

/** Every character of Unicode. */
function* characters(): Generator<string> {
  for (let code = 0; code < 0x11_0000; code += 1) if (!isAlone(code)) yield String.fromCodePoint(code);
}

it('every character has one caseless form, whatever its case, and it is its own', () => {
  const astray = [...characters()].filter((character) => {
    const form = caseless(character);
    const others = [form, character.toUpperCase(), character.toLowerCase(), character.normalize('NFD')];
    return others.some((other) => caseless(other) !== form);
  });
  expect(astray).toEqual([]);
});
