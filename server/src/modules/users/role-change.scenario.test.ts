// Catalogue: Z3.
import { CreateRoleDocument, DeleteRoleDocument, RolesPageDocument, UpdateRoleDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';
import { empower } from '#test/threats/powers.js';
import { aRole, badDescriptions, oldProof, roleOf } from '#test/threats/roles.js';

const namesIn = async ({ admin }: Cast): Promise<string[]> =>
  (await admin.caller.run(RolesPageDocument, {})).data?.roles.map(({ name }) => name) ?? [];

scenarios('updateRole', [
  scenario({
    name: 'changes what is given, and says how many hold it',
    as: 'admin',
    operation: UpdateRoleDocument,
    variables: async ({ house, member }) => ({
      name: await empower(house, member, 'users:read'),
      scopes: ['users:delete', 'users:read'],
    }),
    expect: ({ data }) =>
      expect(data?.updateRole).toMatchObject({
        description: 'Made for a test.',
        scopes: ['users:read', 'users:delete'],
        userCount: 1,
      }),
    events: ['role.changed'],
  }),
  scenario({
    name: 'changes the description and leaves the scopes',
    as: 'admin',
    operation: UpdateRoleDocument,
    variables: async (cast) => ({ ...(await roleOf(cast, 'users:read')), description: ' For the desk. ' }),
    expect: ({ data }) =>
      expect(data?.updateRole).toMatchObject({ description: 'For the desk.', scopes: ['users:read'] }),
    events: ['role.changed'],
  }),
  scenario({
    name: 'takes every scope away',
    as: 'admin',
    operation: UpdateRoleDocument,
    variables: async (cast) => ({ ...(await roleOf(cast, 'users:read')), scopes: [] }),
    expect: ({ data }) => expect(data?.updateRole.scopes).toEqual([]),
    events: ['role.changed'],
  }),
  ...[{}, { description: null, scopes: null }, { description: 'Made for a test.', scopes: ['users:read'] }].map(
    (same, index) =>
      scenario({
        name: `to what it is changes nothing (${index + 1})`,
        as: 'admin',
        operation: UpdateRoleDocument,
        variables: async (cast) => ({ ...(await roleOf(cast, 'users:read')), ...same }),
        expect: ({ data }) => expect(data?.updateRole.scopes).toEqual(['users:read']),
        events: [],
      }),
  ),
  ...badDescriptions.map(({ description, code }, index) =>
    scenario({
      name: `a description that does not fit is named: ${code} (${index + 1})`,
      as: 'admin',
      operation: UpdateRoleDocument,
      variables: async (cast) => ({ ...(await roleOf(cast)), description }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields(`description:${code}`),
      events: [],
    }),
  ),
  scenario({
    name: 'a scope that there is not is refused',
    as: 'admin',
    operation: UpdateRoleDocument,
    variables: async (cast) => ({ ...(await roleOf(cast)), scopes: ['users:fly'] }),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('scopes:unknown_scope'),
    events: [],
  }),
  ...['admin', 'member'].map((name) =>
    scenario({
      name: `a built-in role stays as it is: ${name}`,
      as: 'admin',
      operation: UpdateRoleDocument,
      variables: { name, scopes: [] },
      code: 'CONFLICT',
      status: 409,
      expect: ({ errors }) => expect(errors[0]?.extensions.reason).toBe('built_in_role'),
      events: [],
    }),
  ),
  ...['nobody', 'constructor', "' or 1=1 --", ''].map((name) =>
    scenario({
      name: `a role that there is not is not found: '${name}'`,
      as: 'admin',
      operation: UpdateRoleDocument,
      variables: { name, description: 'x' },
      code: 'NOT_FOUND',
      status: 404,
      events: [],
    }),
  ),
  scenario({
    name: 'asks for a new proof',
    ...oldProof,
    operation: UpdateRoleDocument,
    variables: (cast) => roleOf(cast),
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: UpdateRoleDocument,
      variables: async (cast) => ({ ...(await roleOf(cast)), scopes: ['users:write'] }),
    }),
  ),
]);

scenarios('deleteRole', [
  scenario({
    name: 'deletes a role that nobody holds; its name is free again',
    as: 'admin',
    operation: DeleteRoleDocument,
    variables: async (cast) => roleOf(cast, 'users:read'),
    expect: async ({ data }, cast) => {
      expect(data).toEqual({ deleteRole: true });
      const again = () => cast.admin.caller.run(CreateRoleDocument, aRole({ name: 'gone' }));
      expect(await again()).toMatchObject({ status: 200 });
      expect(await cast.admin.caller.run(DeleteRoleDocument, { name: 'gone' })).toMatchObject({ status: 200 });
      expect(await namesIn(cast)).not.toContain('gone');
      expect(await again()).toMatchObject({ status: 200 });
    },
    events: ['role.deleted'],
  }),
  scenario({
    name: 'one that somebody holds stays',
    as: 'admin',
    operation: DeleteRoleDocument,
    variables: async ({ house, member }) => ({ name: await empower(house, member) }),
    code: 'CONFLICT',
    status: 409,
    expect: ({ errors }) => expect(errors[0]?.extensions.reason).toBe('role_in_use'),
    events: [],
  }),
  ...['admin', 'member'].map((name) =>
    scenario({
      name: `a built-in role stays: ${name}`,
      as: 'admin',
      operation: DeleteRoleDocument,
      variables: { name },
      code: 'CONFLICT',
      status: 409,
      expect: ({ errors }) => expect(errors[0]?.extensions.reason).toBe('built_in_role'),
      events: [],
    }),
  ),
  scenario({
    name: 'a role that there is not is not found',
    as: 'admin',
    operation: DeleteRoleDocument,
    variables: { name: 'nobody' },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'asks for a new proof',
    ...oldProof,
    operation: DeleteRoleDocument,
    variables: (cast) => roleOf(cast),
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: DeleteRoleDocument,
      variables: (cast) => roleOf(cast),
    }),
  ),
]);
