// Catalogue: Z3; promise M12.
import { PersonPageDocument, RevokeScopeDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';
import { empower, grant } from '#test/threats/powers.js';
import { oldProof } from '#test/threats/roles.js';

const nobody = '01900000-0000-7000-8000-000000000000';
const toMember = ({ member }: Cast) => ({ userId: member.id, scope: 'users:read' });
const given = ({ house, member }: Cast) => grant(house, member, ['users:read']);
const grantsOf = async ({ admin, member }: Cast) =>
  (await admin.caller.run(PersonPageDocument, { id: member.id })).data?.user?.grants;

scenarios('revokeScope', [
  scenario({
    name: 'takes a grant back from the next request on',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: toMember,
    given: async (cast) => {
      await given(cast);
      expect(await cast.member.caller.send('{ roles { name } }')).toMatchObject({ status: 200 });
    },
    expect: async ({ data }, { member }) => {
      expect(data?.revokeScope).toMatchObject({ scopes: [], grants: [] });
      expect(await member.caller.send('{ roles { name } }')).toMatchObject({ code: 'FORBIDDEN' });
    },
    events: ['user.scope_revoked'],
  }),
  scenario({
    name: 'takes this grant and no other, and nothing that the role holds',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: toMember,
    given: async ({ house, member }) => {
      await grant(house, member, ['users:read', 'users:delete']);
      await empower(house, member, 'users:read');
    },
    expect: async ({ data }, cast) => {
      expect(data?.revokeScope.scopes).toEqual(['users:read', 'users:delete']);
      expect(await grantsOf(cast)).toMatchObject([{ scope: 'users:delete' }]);
    },
    events: ['user.scope_revoked'],
  }),
  scenario({
    name: 'what only the role holds is no grant',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: toMember,
    given: ({ house, member }) => empower(house, member, 'users:read'),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'what has ended is no grant',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: toMember,
    given: async ({ house, member }) => {
      await grant(house, member, ['users:read'], new Date(house.clock.now().getTime() + 60_000));
      house.clock.advance(61_000);
    },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'a grant of somebody else is not theirs',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: ({ other }) => ({ userId: other.id, scope: 'users:read' }),
    given,
    code: 'NOT_FOUND',
    status: 404,
    expect: async (_answer, cast) => expect(await grantsOf(cast)).toHaveLength(1),
    events: [],
  }),
  scenario({
    name: 'a scope that there is not is refused',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: (cast) => ({ ...toMember(cast), scope: 'users' }),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('scope:unknown_scope'),
    events: [],
  }),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: RevokeScopeDocument,
    variables: { userId: nobody, scope: 'users:read' },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'asks for a new proof',
    ...oldProof,
    operation: RevokeScopeDocument,
    variables: toMember,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: RevokeScopeDocument,
      variables: toMember,
      given,
    }),
  ),
]);
