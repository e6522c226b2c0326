import { expect } from 'vitest';
import type { Answer } from '#test/caller.js';

/** What no answer may show, whatever was asked: our insides, or the schema's names. */
export const insides = /did you mean|sqlite|no such (table|column)|at .*\.ts:|\/server\/|node_modules|call stack/i;

/** Whatever was sent, the answer is one that the house meant to give. */
export function expectWhole({ status, body }: Answer<unknown>, what: string): void {
  expect(status, `${what}: ${body.slice(0, 300)}`).toBeLessThan(500);
  expect(body, what).not.toContain('"INTERNAL"');
  expect(body, what).not.toMatch(insides);
}
