// Catalogue: V1, V2, V9.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { createSealer } from '#platform/crypto/sealer.js';
import { sized } from '#test/sized.js';
import { makeDataKey, rewrap, sealField, unsealField, unwrap } from './cipher.js';
import { fields } from './fields.js';

const ports = { sealerOf: createSealer };
const masters = [createSealer(randomBytes(32)), createSealer(randomBytes(32))] as const;
const place = () => ({ userId: newId(), keyId: newId(), recordId: newId(), updatedAt: new Date() });
const seals = sized(20_000, 1_000_000);

describe('a sealed field', () => {
  const home = place();
  const { sealer } = makeDataKey(ports, home.userId);
  const sealed = sealField(sealer, 'Paris', 'city', home);

  it('opens in its place', () => expect(unsealField(sealer, sealed, 'city', home)).toBe('Paris'));

  it.each([
    ['another user', { ...home, userId: newId() }],
    ['another row', { ...home, recordId: newId() }],
    ['another key', { ...home, keyId: newId() }],
    ['another time of the row', { ...home, updatedAt: new Date(home.updatedAt.getTime() + 1) }],
  ])('does not open for %s', (_what, elsewhere) =>
    expect(() => unsealField(sealer, sealed, 'city', elsewhere)).toThrow(),
  );

  it('does not open in another column', () => {
    for (const field of fields.filter((field) => field !== 'city'))
      expect(() => unsealField(sealer, sealed, field, home)).toThrow();
  });

  it('tells nothing of itself where it does not open', () => {
    const { sealer: other } = makeDataKey(ports, home.userId);
    expect(() => unsealField(other, sealed, 'city', home)).toThrow(expect.not.stringContaining('Paris') as string);
  });

  it(`never begins with the same nonce, ${seals} times`, { timeout: 120_000 }, () => {
    const nonces = new Set<string>();
    for (let n = 0; n < seals; n += 1) nonces.add(sealField(sealer, 'Paris', 'city', home).toString('latin1', 1, 13));
    expect(nonces.size).toBe(seals);
  });
});

describe('a wrapped key', () => {
  const userId = newId();
  const { keyId, sealer, wrap } = makeDataKey(ports, userId);
  const wrapped = wrap(masters[0], 1);
  const home = { userId, keyId, masterVersion: 1 };
  const cell = { ...home, recordId: newId(), updatedAt: new Date() };
  const sealed = sealField(sealer, 'Paris', 'city', cell);

  it('opens what was sealed with it, also once it is wrapped by another master key', () => {
    const again = rewrap(masters[0], masters[1], wrapped, home, 2);
    const opened = [
      unwrap(ports, masters[0], wrapped, home),
      unwrap(ports, masters[1], again, { ...home, masterVersion: 2 }),
    ];
    expect(opened.map((key) => unsealField(key, sealed, 'city', cell))).toEqual(['Paris', 'Paris']);
  });

  it.each([
    ['somebody else', { ...home, userId: newId() }],
    ['another row', { ...home, keyId: newId() }],
    ['another version', { ...home, masterVersion: 2 }],
  ])('does not open for %s', (_what, elsewhere) =>
    expect(() => unwrap(ports, masters[0], wrapped, elsewhere)).toThrow(),
  );

  it('is wrapped once: the key itself is overwritten then', () => {
    const forgotten = unwrap(ports, masters[0], wrap(masters[0], 1), home);
    expect(() => unsealField(forgotten, sealed, 'city', cell)).toThrow();
  });
});
