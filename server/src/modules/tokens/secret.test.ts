import { expect, it } from 'vitest';
import { hashOf, isWellFormed, newSecret, prefixOf } from './secret.js';

const many = Array.from({ length: 200 }, newSecret);

it('is prefixed, of one length, and never the same twice', () => {
  for (const secret of many) expect(secret).toMatch(/^socle_pat_[\w-]{49}$/);
  expect(new Set(many).size).toBe(many.length);
});

it('is recognised whole, and with no character changed, left out or added', () => {
  const [secret = ''] = many;
  expect(many.every(isWellFormed)).toBe(true);
  for (let at = 0; at < secret.length; at += 1) {
    const other = secret[at] === 'A' ? 'B' : 'A';
    expect(isWellFormed(`${secret.slice(0, at)}${other}${secret.slice(at + 1)}`), `at ${at}`).toBe(false);
    expect(isWellFormed(`${secret.slice(0, at)}${secret.slice(at + 1)}`)).toBe(false);
  }
  for (const text of ['', 'socle_pat_', `${secret}A`, ` ${secret}`, `${secret}\n`, secret.toUpperCase()])
    expect(isWellFormed(text)).toBe(false);
});

it('leaves its first characters and a hash, and those do not hold it', () => {
  for (const secret of many) {
    expect(prefixOf(secret)).toBe(secret.slice(0, 14));
    expect(hashOf(secret)).toMatch(/^[0-9a-f]{64}$/);
  }
});
