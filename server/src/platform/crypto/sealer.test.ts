// Catalogue: V1, V2, V3: of what is sealed today, the keys of sessions.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealer.js';

const sealer = createSealer(randomBytes(32));
const secret = Buffer.from('the key of one session');
const place = 'session:one';

describe('what is sealed', () => {
  it('opens in its place', () => {
    expect(sealer.unseal(sealer.seal(secret, place), place)).toEqual(secret);
    expect(sealer.unseal(sealer.seal(Buffer.alloc(0), place), place)).toEqual(Buffer.alloc(0));
  });

  it('never looks the same twice, and shows nothing', () => {
    const [one, two] = [sealer.seal(secret, place), sealer.seal(secret, place)];
    expect(one).not.toEqual(two);
    expect(one.includes(secret.subarray(0, 8))).toBe(false);
  });

  it('opens in no other place', () => {
    const sealed = sealer.seal(secret, place);
    for (const other of ['', 'session:two', 'session:one ', 'user:one'])
      expect(() => sealer.unseal(sealed, other)).toThrow();
  });

  it('opens with no other key', () => {
    expect(() => createSealer(randomBytes(32)).unseal(sealer.seal(secret, place), place)).toThrow();
  });

  it('opens no more after any bit was flipped', () => {
    const sealed = sealer.seal(secret, place);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => sealer.unseal(flipped, place)).toThrow();
    }
  });

  it('opens by its whole tag only: a shorter one could be guessed', () => {
    const sealed = sealer.seal(Buffer.alloc(0), place);
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => sealer.unseal(sealed.subarray(0, length), place)).toThrow();
  });

  it('opens no more after it was cut or lengthened', () => {
    const sealed = sealer.seal(secret, place);
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => sealer.unseal(sealed.subarray(0, length), place)).toThrow();
    expect(() => sealer.unseal(Buffer.concat([sealed, Buffer.of(0)]), place)).toThrow();
  });
});
