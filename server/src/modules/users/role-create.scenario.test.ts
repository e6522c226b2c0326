// Catalogue: Z11.
import { CreateRoleDocument, RolesPageDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';
import { aRole, badDescriptions, oldProof, roleOf } from '#test/threats/roles.js';

const namesIn = async ({ admin }: Cast): Promise<string[]> =>
  (await admin.caller.run(RolesPageDocument, {})).data?.roles.map(({ name }) => name) ?? [];

const notNames = ['', 'r', 'Reader', '1reader', '-reader', 'two words', 'ro_le', 'rôle', 'reader\n', 'r'.repeat(33)];

scenarios('createRole', [
  scenario({
    name: 'makes a role, its scopes once each and in their order, which the list shows after the built-in ones',
    as: 'admin',
    operation: CreateRoleDocument,
    variables: aRole({
      name: 'reader',
      description: '  Reads and cleans. ',
      scopes: ['users:delete', 'users:read', 'users:delete'],
    }),
    expect: async ({ data }, cast) => {
      expect(data?.createRole).toMatchObject({
        name: 'reader',
        description: 'Reads and cleans.',
        scopes: ['users:read', 'users:delete'],
        builtIn: false,
        userCount: 0,
      });
      expect((await namesIn(cast)).slice(0, 3)).toEqual(['admin', 'member', 'reader']);
    },
    events: ['role.created'],
  }),
  scenario({
    name: 'makes one that allows nothing, with the shortest and the longest that fits',
    as: 'admin',
    operation: CreateRoleDocument,
    variables: aRole({ name: `r${'9'.repeat(31)}`, description: 'd'.repeat(200), scopes: [] }),
    expect: ({ data }) => expect(data?.createRole.scopes).toEqual([]),
    events: ['role.created'],
  }),
  ...notNames.map((name) =>
    scenario({
      name: `a name that does not fit is refused: ${JSON.stringify(name)}`,
      as: 'admin',
      operation: CreateRoleDocument,
      variables: aRole({ name }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('name:invalid_format'),
      events: [],
    }),
  ),
  ...badDescriptions.map(({ description, code }, index) =>
    scenario({
      name: `a description that does not fit is named: ${code} (${index + 1})`,
      as: 'admin',
      operation: CreateRoleDocument,
      variables: aRole({ description }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields(`description:${code}`),
      events: [],
    }),
  ),
  ...['users', 'users:rea', 'users:read:all', 'USERS:READ', ' users:read', '*', '', 'constructor'].map((scope) =>
    scenario({
      name: `a scope that there is not is refused: '${scope}'`,
      as: 'admin',
      operation: CreateRoleDocument,
      variables: aRole({ scopes: ['users:read', scope] }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('scopes:unknown_scope'),
      events: [],
    }),
  ),
  ...['admin', 'member'].map((name) =>
    scenario({
      name: `the name of a built-in role is taken: ${name}`,
      as: 'admin',
      operation: CreateRoleDocument,
      variables: aRole({ name }),
      code: 'CONFLICT',
      status: 409,
      expect: aboutFields('name:taken'),
      events: [],
    }),
  ),
  scenario({
    name: 'a name is taken once',
    as: 'admin',
    operation: CreateRoleDocument,
    variables: async (cast) => aRole(await roleOf(cast)),
    code: 'CONFLICT',
    status: 409,
    expect: aboutFields('name:taken'),
    events: [],
  }),
  scenario({
    name: 'asks for a new proof',
    ...oldProof,
    operation: CreateRoleDocument,
    variables: aRole(),
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: CreateRoleDocument,
      variables: aRole(),
    }),
  ),
]);
