import { RolesPageDocument, UpdateProfileDocument, ViewerDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, operation, scenario, scenarios } from '#test/scenario.js';

const UserDocument = operation<
  { user: { pseudo: string; email: string | null; lastSeenAt: string } | null },
  { id: string }
>('query ($id: ID!) { user(id: $id) { pseudo email lastSeenAt } }');
const ScopesDocument = operation<{ scopes: { name: string; description: string }[] }>(
  '{ scopes { name description } }',
);

scenarios('me', [
  scenario({
    name: 'a visitor is nobody',
    as: 'visitor',
    operation: ViewerDocument,
    variables: {},
    expect: ({ data }) => expect(data?.viewer).toBeNull(),
    events: [],
  }),
  scenario({
    name: 'a member sees themselves',
    as: 'member',
    operation: ViewerDocument,
    variables: {},
    expect: ({ data }, { member }) =>
      expect(data?.viewer).toMatchObject({ id: member.id, email: member.email, role: 'member', scopes: [] }),
    events: [],
  }),
  scenario({
    name: 'an administrator sees their scopes',
    as: 'admin',
    operation: ViewerDocument,
    variables: {},
    expect: ({ data }) =>
      expect(data?.viewer?.scopes).toEqual(['users:read', 'users:write', 'users:delete', 'roles:write', 'audit:read']),
    events: [],
  }),
  scenario({
    name: 'whoever sends a token that proves nothing hears so instead of being nobody',
    as: 'member',
    operation: ViewerDocument,
    variables: {},
    given: async ({ member }) => void (member.caller.accessToken = 'not.a.token'),
    code: 'UNAUTHENTICATED',
    status: 401,
    expect: ({ headers }) => expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"'),
    events: [],
  }),
]);

scenarios('updateProfile', [
  scenario({
    name: 'a member changes their profile',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { bio: '  Stone by stone.\n', locale: 'FR', pseudo: 'stone.layer' } },
    expect: ({ data }) =>
      expect(data?.updateProfile).toMatchObject({ bio: 'Stone by stone.', locale: 'FR', pseudo: 'stone.layer' }),
    events: ['user.profile_changed'],
  }),
  scenario({
    name: 'what is left out stays, and an empty bio goes',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { bio: '   ' } },
    given: ({ member }) => member.caller.run(UpdateProfileDocument, { input: { bio: 'Old.', locale: 'FR' } }),
    expect: ({ data }, { member }) =>
      expect(data?.updateProfile).toMatchObject({ bio: null, locale: 'FR', pseudo: member.pseudo }),
    events: ['user.profile_changed'],
  }),
  scenario({
    name: 'one may write the own pseudo in another case',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: ({ member }) => ({ input: { pseudo: member.pseudo.toUpperCase() } }),
    expect: ({ data }, { member }) => expect(data?.updateProfile.pseudo).toBe(member.pseudo.toUpperCase()),
    events: ['user.profile_changed'],
  }),
  scenario({
    name: 'a pseudo that somebody has is refused, whatever its case',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: ({ other }) => ({ input: { pseudo: other.pseudo.toUpperCase() } }),
    code: 'CONFLICT',
    status: 409,
    expect: aboutFields('pseudo:taken'),
    events: [],
  }),
  scenario({
    name: 'a visitor cannot change a profile',
    as: 'visitor',
    operation: UpdateProfileDocument,
    variables: { input: { bio: 'x' } },
    code: 'UNAUTHENTICATED',
    status: 401,
    expect: ({ headers }) => expect(headers['www-authenticate']).toBe('Bearer'),
    events: [],
  }),
  scenario({
    name: 'every field that does not fit is named',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { pseudo: 'x y', bio: 'b'.repeat(501) } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('pseudo:invalid_format', 'bio:too_long'),
    events: [],
  }),
  scenario({
    name: 'NUL is refused before anything else',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { bio: 'a\0b' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('bio:invalid_characters'),
    events: [],
  }),
  scenario({
    name: 'half a surrogate pair is refused',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { pseudo: 'abc\ud800' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('pseudo:invalid_characters'),
    events: [],
  }),
  scenario({
    name: 'an unknown key is named, without the values around it',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { bio: 'my-own-words', role: 'admin' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: (answer) => {
      aboutFields('role:unknown_key')(answer);
      expect(answer.body).not.toContain('my-own-words');
    },
    events: [],
  }),
  scenario({
    name: 'a wrong type is named',
    as: 'member',
    operation: UpdateProfileDocument,
    variables: { input: { bio: 5 as unknown as string } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('bio:invalid_type'),
    events: [],
  }),
]);

scenarios('user', [
  scenario({
    name: 'an administrator reads somebody',
    as: 'admin',
    operation: UserDocument,
    variables: ({ member }) => ({ id: member.id }),
    expect: ({ data }, { member }) => expect(data?.user).toMatchObject({ pseudo: member.pseudo, email: member.email }),
    events: [],
  }),
  scenario({
    name: 'an unknown id is nobody',
    as: 'admin',
    operation: UserDocument,
    variables: { id: '01900000-0000-7000-8000-000000000000' },
    expect: ({ data }) => expect(data?.user).toBeNull(),
    events: [],
  }),
  scenario({
    name: 'what is no id is nobody',
    as: 'admin',
    operation: UserDocument,
    variables: { id: "1' or '1'='1" },
    expect: ({ data }) => expect(data?.user).toBeNull(),
    events: [],
  }),
  scenario({
    name: 'a member may not, not even themselves',
    as: 'member',
    operation: UserDocument,
    variables: ({ member }) => ({ id: member.id }),
    code: 'FORBIDDEN',
    status: 403,
    expect: ({ errors }) => expect(errors[0]?.extensions.requires).toEqual(['users:read']),
    events: ['access.denied'],
  }),
  scenario({
    name: 'a visitor may not',
    as: 'visitor',
    operation: UserDocument,
    variables: ({ member }) => ({ id: member.id }),
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('roles and scopes', [
  scenario({
    name: 'an administrator sees the roles and how many hold each',
    as: 'admin',
    operation: RolesPageDocument,
    variables: {},
    expect: ({ data }) =>
      expect(data?.roles).toMatchObject([
        {
          name: 'admin',
          scopes: ['users:read', 'users:write', 'users:delete', 'roles:write', 'audit:read'],
          userCount: 1,
        },
        { name: 'member', scopes: [], userCount: 2 },
      ]),
    events: [],
  }),
  scenario({
    name: 'a member sees no roles',
    as: 'member',
    operation: RolesPageDocument,
    variables: {},
    code: 'FORBIDDEN',
    status: 403,
    events: ['access.denied'],
  }),
  scenario({
    name: 'a visitor sees no roles',
    as: 'visitor',
    operation: RolesPageDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'an administrator sees every scope with what it allows',
    as: 'admin',
    operation: ScopesDocument,
    variables: {},
    expect: ({ data }) => {
      expect(data?.scopes.map(({ name }) => name)).toEqual([
        'users:read',
        'users:write',
        'users:delete',
        'roles:write',
        'audit:read',
      ]);
      expect(data?.scopes.every(({ description }) => description.endsWith('.'))).toBe(true);
    },
    events: [],
  }),
  scenario({
    name: 'a member sees no scopes',
    as: 'member',
    operation: ScopesDocument,
    variables: {},
    code: 'FORBIDDEN',
    status: 403,
    events: ['access.denied'],
  }),
  scenario({
    name: 'a visitor sees no scopes',
    as: 'visitor',
    operation: ScopesDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
