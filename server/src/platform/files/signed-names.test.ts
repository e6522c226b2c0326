// Catalogue: V11.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { SignedNames } from './signed-names.js';

const now = new Date('2026-11-22T10:00:00.000Z');
const expiresAt = new Date('2026-11-22T10:15:00.000Z');
const names = new SignedNames(randomBytes(32));
const fileId = newId();
const name = names.sign({ fileId, expiresAt });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

describe('a signed name', () => {
  it('says which file and until when, and fits into an address as it is', () => {
    expect(names.read(name, now)).toEqual({ fileId, expiresAt });
    expect(encodeURIComponent(name)).toBe(name);
    expect(name.length).toBeLessThan(100);
  });

  it('ends to the second', () => {
    expect(names.read(name, new Date(expiresAt.getTime() - 1))).not.toBeNull();
    expect(names.read(name, expiresAt)).toBeNull();
  });

  it('with any character replaced says nothing', () => {
    for (let place = 0; place < name.length; place += 1)
      for (const other of alphabet) {
        const altered = name.slice(0, place) + other + name.slice(place + 1);
        if (altered !== name) expect(names.read(altered, now), altered).toBeNull();
      }
  });

  it.each([
    ['nothing', ''],
    ['a path', '../../etc/passwd'],
    ['an id alone', fileId],
    ['no signature', name.slice(0, name.lastIndexOf('.') + 1)],
    ['something before it', ` ${name}`],
    ['something behind it', `${name}\n`],
    ['a prolonged time', name.replace(/\.\d+\./, '.9999999999.')],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('that is %s says nothing', (_what, other) => expect(names.read(other, now)).toBeNull());

  it('of another house says nothing', () => expect(new SignedNames(randomBytes(32)).read(name, now)).toBeNull());
});
