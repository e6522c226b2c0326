import { CreateApiTokenDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, scenario, scenarios } from '#test/scenario.js';
import { makeToken } from '#test/threats/api-tokens.js';

const end = '2099-01-01T00:00:00.000Z';

const wanted = (overrides: object = {}) => ({ input: { name: 'nightly build', scopes: [] as string[], ...overrides } });

const refusedInput = (overrides: object, ...issues: string[]) => ({
  variables: wanted(overrides),
  code: 'BAD_USER_INPUT',
  status: 400,
  expect: aboutFields(...issues),
});

scenarios('createApiToken', [
  scenario({
    name: 'answers the secret once, and what was asked for',
    as: 'admin',
    operation: CreateApiTokenDocument,
    variables: wanted({ name: ' nightly build ', scopes: ['audit:read', 'users:read'], expiresAt: end }),
    expect: ({ data }) => {
      expect(data?.created.secret).toMatch(/^socle_pat_[\w-]{49}$/);
      expect(data?.created.apiToken).toEqual({
        id: expect.any(String),
        name: 'nightly build',
        prefix: data?.created.secret.slice(0, 14),
        scopes: ['users:read', 'audit:read'],
        createdAt: expect.any(String),
        lastUsedAt: null,
        expiresAt: end,
      });
    },
    events: ['api_token.created'],
  }),
  scenario({
    name: 'makes one that does not expire, without any right, for a member',
    as: 'member',
    operation: CreateApiTokenDocument,
    variables: wanted(),
    expect: ({ data }) => expect(data?.created.apiToken).toMatchObject({ scopes: [], expiresAt: null }),
    events: ['api_token.created'],
  }),
  scenario({
    name: 'takes a scope that is named twice once',
    as: 'admin',
    operation: CreateApiTokenDocument,
    variables: wanted({ scopes: ['users:read', 'users:read'] }),
    expect: ({ data }) => expect(data?.created.apiToken.scopes).toEqual(['users:read']),
    events: ['api_token.created'],
  }),
  scenario({
    name: 'is refused with a scope that the caller does not hold, which is named',
    as: 'member',
    operation: CreateApiTokenDocument,
    variables: wanted({ scopes: ['users:read'] }),
    code: 'FORBIDDEN',
    status: 403,
    expect: ({ errors }) => expect(errors[0]?.extensions.requires).toEqual(['users:read']),
    events: ['access.denied'],
  }),
  scenario({
    name: 'knows no other scopes',
    as: 'admin',
    operation: CreateApiTokenDocument,
    ...refusedInput({ scopes: ['users:read', 'users'] }, 'scopes:unknown_scope'),
    events: [],
  }),
  ...['', '   '].map((name) =>
    scenario({
      name: `wants a name, not '${name}'`,
      as: 'member',
      operation: CreateApiTokenDocument,
      ...refusedInput({ name }, 'name:required'),
      events: [],
    }),
  ),
  scenario({
    name: 'wants a name of 80 characters at most',
    as: 'member',
    operation: CreateApiTokenDocument,
    ...refusedInput({ name: 'n'.repeat(81) }, 'name:too_long'),
    events: [],
  }),
  scenario({
    name: 'wants a name of one line',
    as: 'member',
    operation: CreateApiTokenDocument,
    ...refusedInput({ name: 'two\nlines' }, 'name:invalid_characters'),
    events: [],
  }),
  scenario({
    name: 'makes none that has expired already',
    as: 'member',
    operation: CreateApiTokenDocument,
    variables: ({ house }) => wanted({ expiresAt: house.clock.now().toISOString() }),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('expiresAt:out_of_range'),
    events: [],
  }),
  scenario({
    name: 'asks for the password where its proof is old',
    as: 'member',
    operation: CreateApiTokenDocument,
    given: ({ house, member }) => house.becomeUnfresh(member),
    variables: wanted(),
    code: 'REAUTHENTICATION_REQUIRED',
    status: 403,
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: CreateApiTokenDocument,
    variables: wanted(),
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'stops at 50 that count',
    as: 'member',
    operation: CreateApiTokenDocument,
    given: async ({ member }) => {
      for (let made = 0; made < 50; made += 1) await makeToken(member.caller);
    },
    variables: wanted(),
    code: 'CONFLICT',
    status: 409,
    expect: ({ errors }) => expect(errors[0]?.extensions.reason).toBe('too_many_tokens'),
    events: [],
  }),
]);
