// Catalogue: T8, T12.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { newTokenKey, parseRefreshToken, proves, refreshTokenOf } from './refresh-token.js';

const key = newTokenKey();
const id = newId();
const parsed = (token: string) => {
  const found = parseRefreshToken(token);
  if (!found) throw new Error('not a refresh token');
  return found;
};

describe('a refresh token', () => {
  it('follows from its key: the same for the same generation, another for the next', () => {
    expect(refreshTokenOf(key, id, 3)).toBe(refreshTokenOf(key, id, 3));
    expect(refreshTokenOf(key, id, 3)).not.toBe(refreshTokenOf(key, id, 4));
    expect(refreshTokenOf(key, id, 3)).not.toBe(refreshTokenOf(newTokenKey(), id, 3));
    expect(refreshTokenOf(key, id, 3)).toMatch(/^srt1\.[0-9a-f-]{36}\.3\.[A-Za-z0-9_-]{43}$/);
  });

  it('proves itself to its own key only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (generation) => {
        const token = parsed(refreshTokenOf(key, id, generation));
        expect(token).toMatchObject({ sessionId: id, generation });
        expect(proves(key, token)).toBe(true);
        expect(proves(newTokenKey(), token)).toBe(false);
      }),
    );
  });

  it('proves nothing for another generation or session', () => {
    const token = parsed(refreshTokenOf(key, id, 3));
    expect(proves(key, { ...token, generation: 4 })).toBe(false);
    expect(proves(key, { ...token, sessionId: newId() })).toBe(false);
  });

  it('any changed character is noticed', () => {
    const token = refreshTokenOf(key, id, 7);
    const start = token.lastIndexOf('.') + 1;
    // The last of 43 characters holds two bits of padding, which the comparison of the text refuses too.
    for (let at = start; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(proves(key, parsed(changed))).toBe(false);
    }
  });

  it.each(['', 'srt1', 'srt2', `srt1.${'x'.repeat(36)}.1.${'A'.repeat(43)}`])("'%s' is none", (text) => {
    expect(parseRefreshToken(text)).toBeNull();
  });

  it('of another shape is none', () => {
    const token = refreshTokenOf(key, id, 1);
    const others = [
      `${token}A`,
      token.slice(0, -1),
      ` ${token}`,
      `${token}\n`,
      token.toUpperCase(),
      token.replace('.1.', '.-1.'),
      token.replace('.1.', '.1e9.'),
      token.replace('.1.', `.${'9'.repeat(10)}.`),
    ];
    for (const other of others) expect(parseRefreshToken(other)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseRefreshToken(text)).toBeNull();
      }),
    );
  });
});
