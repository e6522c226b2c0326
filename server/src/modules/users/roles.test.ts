import { describe, expect, it } from 'vitest';
import { knownScopes } from '#kernel/scopes.js';
import { allRoles, findRole, scopesOf } from './roles.js';

describe('roles', () => {
  it('an administrator holds every scope that any module declares', () => {
    expect(scopesOf('admin')).toEqual([...knownScopes().keys()]);
    expect(scopesOf('admin')).not.toEqual([]);
  });

  it.each(['', 'ADMIN', 'constructor', '__proto__', 'admin '])(
    "a role that there is not allows nothing: '%s'",
    (name) => {
      expect(findRole(name)).toBeUndefined();
      expect(scopesOf(name)).toEqual([]);
    },
  );

  it('those that exist describe themselves', () => {
    expect(allRoles().map(({ name, builtIn }) => [name, builtIn])).toEqual([
      ['admin', true],
      ['member', true],
    ]);
    expect(allRoles().every(({ description }) => description.endsWith('.'))).toBe(true);
  });
});
