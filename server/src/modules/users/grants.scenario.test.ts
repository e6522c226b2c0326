// Catalogue: Z3, Z11; promise M12.
import { GrantScopeDocument, PersonPageDocument, SuspendUserDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';
import { empower, grant } from '#test/threats/powers.js';
import { oldProof } from '#test/threats/roles.js';

const nobody = '01900000-0000-7000-8000-000000000000';
const hour = 3_600_000;

const toMember = ({ member }: Cast) => ({ userId: member.id, scope: 'users:read' });
const inAnHour = ({ house }: Cast, hours = 1): string =>
  new Date(house.clock.now().getTime() + hours * hour).toISOString();
const given = ({ house, member }: Cast) => grant(house, member, ['users:read']);

const notScopes = ['users', 'users:rea', 'users:read:all', 'Users:Read', 'users:read ', '*', '', '__proto__'];

scenarios('grantScope', [
  scenario({
    name: 'gives a scope for good, which the next request holds',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: toMember,
    expect: async ({ data }, cast) => {
      expect(data?.grantScope.scopes).toEqual(['users:read']);
      expect(data?.grantScope.grants).toMatchObject([{ scope: 'users:read', until: null }]);
      expect(await cast.member.caller.run(PersonPageDocument, { id: cast.member.id })).toMatchObject({ status: 200 });
    },
    events: ['user.scope_granted'],
  }),
  scenario({
    name: 'gives a scope until an instant',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: (cast) => ({ ...toMember(cast), until: inAnHour(cast) }),
    expect: ({ data }, cast) => {
      const until = Date.parse(data?.grantScope.grants?.[0]?.until ?? '');
      expect(Math.abs(until - Date.parse(inAnHour(cast)))).toBeLessThan(60_000);
    },
    events: ['user.scope_granted'],
  }),
  scenario({
    name: 'takes the latest instant there is',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: (cast) => ({ ...toMember(cast), until: '9999-12-31T23:59:59.999Z' }),
    expect: ({ data }) => {
      expect(data?.grantScope.grants?.[0]?.until).toBe('9999-12-31T23:59:59.999Z');
      expect(data?.grantScope.scopes).toEqual(['users:read']);
    },
    events: ['user.scope_granted'],
  }),
  scenario({
    name: 'replaces an earlier grant of the same scope, also by a shorter one',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: (cast) => ({ ...toMember(cast), until: inAnHour(cast) }),
    given,
    expect: ({ data }) => {
      expect(data?.grantScope.grants).toHaveLength(1);
      expect(data?.grantScope.grants?.[0]?.until).not.toBeNull();
    },
    events: ['user.scope_granted'],
  }),
  scenario({
    name: 'gives anew what has ended',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: toMember,
    given: async ({ house, member }) => {
      await grant(house, member, ['users:read'], new Date(house.clock.now().getTime() + 60_000));
      house.clock.advance(61_000);
    },
    expect: ({ data }) => expect(data?.grantScope.grants).toMatchObject([{ scope: 'users:read', until: null }]),
    events: ['user.scope_granted'],
  }),
  scenario({
    name: 'leaves the role its own: scopes come once',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: toMember,
    given: ({ house, member }) => empower(house, member, 'users:read', 'users:write'),
    expect: ({ data }) => expect(data?.grantScope.scopes).toEqual(['users:read', 'users:write']),
    events: ['user.scope_granted'],
  }),
  scenario({
    name: 'to somebody suspended waits until they are in again',
    as: 'admin',
    operation: GrantScopeDocument,
    variables: toMember,
    given: ({ admin, member }) => admin.caller.run(SuspendUserDocument, { userId: member.id, reason: 'A pause.' }),
    expect: async (_answer, { house, member }) =>
      expect(
        await house.visitor({ authorization: `Bearer ${member.caller.accessToken}` }).send('{ roles { name } }'),
      ).toMatchObject({
        code: 'SESSION_ENDED',
      }),
    events: ['user.scope_granted'],
  }),
  ...notScopes.map((scope) =>
    scenario({
      name: `a scope that there is not is refused: '${scope}'`,
      as: 'admin',
      operation: GrantScopeDocument,
      variables: (cast) => ({ ...toMember(cast), scope }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('scope:unknown_scope'),
      events: [],
    }),
  ),
  ...[0, -1, -24].map((hours) =>
    scenario({
      name: `an end that has come is refused: ${hours} hours`,
      as: 'admin',
      operation: GrantScopeDocument,
      variables: (cast) => ({ ...toMember(cast), until: inAnHour(cast, hours) }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('until:out_of_range'),
      events: [],
    }),
  ),
  ...['tomorrow', '2030-02-30T00:00:00Z', 5, ['2030-01-01T00:00:00Z']].map((until) =>
    scenario({
      name: `an end that is no instant is refused: ${JSON.stringify(until)}`,
      as: 'admin',
      operation: GrantScopeDocument,
      variables: (cast) => ({ ...toMember(cast), until: until as string }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('until:invalid_type'),
      events: [],
    }),
  ),
  ...[nobody, 'nobody', "' or 1=1 --"].map((userId) =>
    scenario({
      name: `nobody is not found: ${userId}`,
      as: 'admin',
      operation: GrantScopeDocument,
      variables: { userId, scope: 'users:read' },
      code: 'NOT_FOUND',
      status: 404,
      events: [],
    }),
  ),
  scenario({
    name: 'asks for a new proof',
    ...oldProof,
    operation: GrantScopeDocument,
    variables: toMember,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not, not even to themselves`,
      ...refusedTo(who),
      operation: GrantScopeDocument,
      variables: toMember,
    }),
  ),
]);
