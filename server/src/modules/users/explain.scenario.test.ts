// Promise M6.
import { PersonAccessDocument, SuspendUserDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, operation, outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';
import { empower, grant } from '#test/threats/powers.js';

interface Explanation {
  readonly coordinate: string;
  readonly allowed: boolean;
  readonly rule: string;
  readonly missingScopes: readonly string[];
  readonly rolesThatPass: readonly string[];
}

const ExplainDocument = operation<{ explainAccess: Explanation }, { id: string; coordinate: string }>(
  `query ($id: ID!, $coordinate: String!) {
    explainAccess(userId: $id, coordinate: $coordinate) { coordinate allowed rule missingScopes rolesThatPass }
  }`,
);

const nobody = '01900000-0000-7000-8000-000000000000';

const about =
  (coordinate: string) =>
  ({ member }: Cast) => ({ id: member.id, coordinate });

scenarios('explainAccess', [
  scenario({
    name: 'says what is missing, by which rule, and which roles would pass',
    as: 'admin',
    operation: ExplainDocument,
    variables: about('Mutation.deleteUser'),
    expect: ({ data }) =>
      expect(data?.explainAccess).toEqual({
        coordinate: 'Mutation.deleteUser',
        allowed: false,
        rule: '[scope: users:delete] [fresh]',
        missingScopes: ['users:delete'],
        rolesThatPass: ['admin'],
      }),
    events: [],
  }),
  scenario({
    name: 'names the roles that administrators made, too, where they would pass',
    as: 'admin',
    operation: ExplainDocument,
    variables: about('Query.users'),
    given: async ({ house, other }) => {
      await empower(house, other, 'users:write');
      await empower(house, other, 'users:read', 'users:write');
    },
    expect: ({ data }) =>
      expect(data?.explainAccess.rolesThatPass).toEqual(['admin', expect.stringMatching(/^bundle-/)]),
    events: [],
  }),
  scenario({
    name: 'counts a role and its scopes',
    as: 'admin',
    operation: ExplainDocument,
    variables: about('Query.users'),
    given: ({ house, member }) => empower(house, member, 'users:read'),
    expect: ({ data }) => expect(data?.explainAccess).toMatchObject({ allowed: true, missingScopes: [] }),
    events: [],
  }),
  scenario({
    name: 'counts a grant',
    as: 'admin',
    operation: ExplainDocument,
    variables: about('Query.users'),
    given: ({ house, member }) => grant(house, member, ['users:read']),
    expect: ({ data }) => expect(data?.explainAccess).toMatchObject({ allowed: true, missingScopes: [] }),
    events: [],
  }),
  scenario({
    name: 'counts no grant that has ended',
    as: 'admin',
    operation: ExplainDocument,
    variables: about('Query.users'),
    given: async ({ house, member }) => {
      await grant(house, member, ['users:read'], new Date(house.clock.now().getTime() + 60_000));
      house.clock.advance(61_000);
    },
    expect: ({ data }) => expect(data?.explainAccess).toMatchObject({ allowed: false, missingScopes: ['users:read'] }),
    events: [],
  }),
  scenario({
    name: 'lets everybody through who is signed in, where only that is asked for',
    as: 'admin',
    operation: ExplainDocument,
    variables: about('Mutation.updateProfile'),
    expect: ({ data }) => {
      expect(data?.explainAccess).toMatchObject({ allowed: true, rule: '[member]', missingScopes: [] });
      expect(data?.explainAccess.rolesThatPass.slice(0, 2)).toEqual(['admin', 'member']);
    },
    events: [],
  }),
  scenario({
    name: 'leaves a suspended person what a visitor may do',
    as: 'admin',
    operation: PersonAccessDocument,
    variables: ({ member }) => ({ id: member.id }),
    given: async ({ house, admin, member }) => {
      await empower(house, member, 'users:read');
      await admin.caller.run(SuspendUserDocument, { userId: member.id, reason: 'A pause.' });
    },
    expect: ({ data }) => {
      expect(data?.access).not.toEqual([]);
      for (const { allowed, rule } of data?.access ?? []) expect(allowed).toBe(rule === '[public]');
    },
    events: [],
  }),
  ...['Query.nothing', 'query.users', 'Query', 'User.email', '__proto__', 'constructor', ''].map((coordinate) =>
    scenario({
      name: `a field without a rule of its own is named: '${coordinate}'`,
      as: 'admin',
      operation: ExplainDocument,
      variables: about(coordinate),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('coordinate:unknown_field'),
      events: [],
    }),
  ),
  ...[nobody, 'nobody'].map((id) =>
    scenario({
      name: `nobody is not found: ${id}`,
      as: 'admin',
      operation: ExplainDocument,
      variables: { id, coordinate: 'Query.users' },
      code: 'NOT_FOUND',
      status: 404,
      events: [],
    }),
  ),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not, not even about themselves`,
      ...refusedTo(who),
      operation: ExplainDocument,
      variables: about('Query.users'),
      expect: ({ errors }) =>
        expect(errors[0]?.extensions.requires).toEqual(who === 'member' ? ['users:read'] : undefined),
    }),
  ),
]);

scenarios('accessOf', [
  scenario({
    name: 'says the same of every field, in their order',
    as: 'admin',
    operation: PersonAccessDocument,
    variables: ({ member }) => ({ id: member.id }),
    given: ({ house, member }) => empower(house, member, 'users:read'),
    expect: async ({ data }, { admin, house, member }) => {
      const all = data?.access ?? [];
      expect(all.map(({ coordinate }) => coordinate)).toEqual([...house.app.house.access.keys()].toSorted());
      for (const explanation of all) {
        const { coordinate } = explanation;
        const one = await admin.caller.run(ExplainDocument, { id: member.id, coordinate });
        expect(one.data?.explainAccess).toEqual(explanation);
      }
    },
    events: [],
  }),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: PersonAccessDocument,
    variables: { id: nobody },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not, not even about themselves`,
      ...refusedTo(who),
      operation: PersonAccessDocument,
      variables: ({ member }) => ({ id: member.id }),
    }),
  ),
]);
