import { describe, expect, it } from 'vitest';
import { knownScopes } from '#kernel/scopes.js';
import { allBuiltInRoles, findBuiltInRole, inOrder } from './roles.js';

describe('roles', () => {
  it('an administrator holds every scope that any module declares', () => {
    expect(findBuiltInRole('admin')?.scopes).toEqual([...knownScopes().keys()]);
    expect(findBuiltInRole('admin')?.scopes).not.toEqual([]);
  });

  it.each(['', 'ADMIN', 'constructor', '__proto__', 'admin '])(
    "a role that there is not allows nothing: '%s'",
    (name) => {
      expect(findBuiltInRole(name)).toBeUndefined();
    },
  );

  it('scopes come once each, in the order of their declaration, and only those that are declared', () => {
    expect(inOrder(['users:write', 'gone:away', 'users:read', 'users:write'])).toEqual(['users:read', 'users:write']);
  });

  it('those that exist describe themselves', () => {
    expect(allBuiltInRoles().map(({ name, builtIn }) => [name, builtIn])).toEqual([
      ['admin', true],
      ['member', true],
    ]);
    expect(allBuiltInRoles().every(({ description }) => description.endsWith('.'))).toBe(true);
  });
});
