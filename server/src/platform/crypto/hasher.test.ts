// Catalogue: A3, C3, C12, C20.
import { argon2id, hash } from 'argon2';
import { describe, expect, it } from 'vitest';
import { createHasher, permitsFor } from './hasher.js';

const hasher = createHasher();
const password = 'seven quiet stones in a row';
const weak = { type: argon2id, memoryCost: 1_024, timeCost: 2, parallelism: 1 } as const;

describe('hashing', () => {
  it('takes a core each, and never every thread that files and names need', () => {
    expect([1, 2, 3, 4, 64].map(permitsFor)).toEqual([1, 2, 3, 3, 3]);
  });
});

describe('a password hash', () => {
  it('matches its password in every Unicode form, and no other', async () => {
    const stored = await hasher.hash('été à la mère perdue'.normalize('NFC'));
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
    expect(await hasher.verify(stored, 'été à la mère perdue'.normalize('NFD'))).toBe(true);
    expect(await hasher.verify(stored, 'Été à la mère perdue')).toBe(false);
    expect(await hasher.verify(stored, '')).toBe(false);
  });

  it('of nobody matches nothing', async () => expect(await hasher.verify(null, password)).toBe(false));

  it('that is none, or asks for too much work, matches nothing and costs no more', async () => {
    const greedy = `$argon2id$v=19$m=4194304,t=50,p=8$${'c'.repeat(22)}$${'d'.repeat(43)}`;
    const started = performance.now();
    for (const stored of [
      greedy,
      '',
      'plain',
      '$2b$12$abcdefghijklmnopqrstuv',
      '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA',
    ])
      expect(await hasher.verify(stored, password)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('made with weaker parameters still matches and is found out', async () => {
    const stored = await hash(password, weak);
    expect(await hasher.verify(stored, password)).toBe(true);
    expect(hasher.isOutdated(stored)).toBe(true);
    expect(hasher.isOutdated(await hasher.hash(password))).toBe(false);
  });
});
