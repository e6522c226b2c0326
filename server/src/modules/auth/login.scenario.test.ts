import { ChangePasswordDocument, SignInDocument, SuspendUserDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { aboutFields, operation, scenario, scenarios } from '#test/scenario.js';

const otherPassword = 'nine slow rivers under the moon';

const tokens = 'accessToken refreshToken';

const LoginBodyDocument = operation<
  { login: { auth: { refreshToken: string | null }; mfaChallenge: null } },
  { input: object }
>(`mutation ($input: LoginInput!) { login(input: $input) { mfaChallenge { id } auth { ${tokens} } } }`);

/** Two cookies come: the refresh token's, then the device's. */
const setCookie = ({ headers }: Answer<unknown>): string => [headers['set-cookie'] ?? []].flat().map(String)[0] ?? '';

const signInAs = (identifier: string, password = goodPassword) => ({ input: { identifier, password } });

scenarios('login', [
  scenario({
    name: 'by pseudo, with the refresh token in a cookie',
    as: 'visitor',
    operation: SignInDocument,
    variables: ({ member }) => signInAs(member.pseudo.toUpperCase()),
    expect: (answer, { member }) => {
      expect(answer.data?.login.auth?.user).toMatchObject({ id: member.id, email: member.email });
      expect(setCookie(answer)).toMatch(
        /^socle_rt=srt1\..+; Max-Age=604(799|800); Path=\/; HttpOnly; SameSite=Strict$/,
      );
    },
    events: ['session.opened'],
  }),
  scenario({
    name: 'by address, with the refresh token in the body',
    as: 'visitor',
    operation: LoginBodyDocument,
    variables: ({ member }) => ({
      input: { identifier: member.email.toUpperCase(), password: goodPassword, transport: 'BODY' },
    }),
    expect: ({ data, headers }) => {
      expect(data?.login).toMatchObject({
        mfaChallenge: null,
        auth: { refreshToken: expect.stringMatching(/^srt1\./) as string },
      });
      expect(headers['set-cookie']).toBeUndefined();
    },
    events: ['session.opened'],
  }),
  scenario({
    name: 'by an address typed with a full-width at sign',
    as: 'visitor',
    operation: SignInDocument,
    variables: ({ member }) => signInAs(member.email.replace('@', '\uff20')),
    events: ['session.opened'],
  }),
  scenario({
    name: 'with a password typed on a keyboard that composes characters differently',
    as: 'visitor',
    operation: SignInDocument,
    variables: ({ member }) => signInAs(member.pseudo, 'e\u0301te\u0301 \u00e0 la me\u0300re perdue'),
    given: ({ member }) =>
      member.caller.run(ChangePasswordDocument, {
        input: { currentPassword: goodPassword, newPassword: '\u00e9t\u00e9 \u00e0 la m\u00e8re perdue' },
      }),
    events: ['session.opened'],
  }),
  scenario({
    name: 'a wrong password is refused and recorded',
    as: 'visitor',
    operation: SignInDocument,
    variables: ({ member }) => signInAs(member.pseudo, otherPassword),
    code: 'INVALID_CREDENTIALS',
    status: 401,
    expect: ({ errors, headers }) => {
      expect(errors[0]?.extensions.fields).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    },
    events: ['login.failed'],
  }),
  scenario({
    name: 'somebody unknown is refused in the same words',
    as: 'visitor',
    operation: SignInDocument,
    variables: signInAs('nobody.here'),
    code: 'INVALID_CREDENTIALS',
    status: 401,
    expect: async (answer, { house, member }) => {
      const known = await house.visitor().run(SignInDocument, signInAs(member.pseudo, otherPassword));
      const [one, two] = [answer, known].map(({ errors }) => ({
        ...errors[0],
        extensions: { ...errors[0]?.extensions, requestId: '' },
      }));
      expect(one).toEqual(two);
    },
    events: ['login.failed'],
  }),
  scenario({
    name: 'somebody suspended hears so after the right password',
    as: 'visitor',
    operation: SignInDocument,
    variables: ({ member }) => signInAs(member.pseudo),
    given: ({ admin, member }) => admin.caller.run(SuspendUserDocument, { userId: member.id, reason: 'A pause.' }),
    code: 'ACCOUNT_SUSPENDED',
    status: 403,
    events: ['login.failed'],
  }),
  scenario({
    name: 'somebody suspended hears nothing of it after a wrong one',
    as: 'visitor',
    operation: SignInDocument,
    variables: ({ member }) => signInAs(member.pseudo, otherPassword),
    given: ({ admin, member }) => admin.caller.run(SuspendUserDocument, { userId: member.id, reason: 'A pause.' }),
    code: 'INVALID_CREDENTIALS',
    status: 401,
    events: ['login.failed'],
  }),
  scenario({
    name: 'what cannot be an identifier or a password is named before anything is looked up',
    as: 'visitor',
    operation: SignInDocument,
    variables: { input: { identifier: 'a\nb', password: 'x'.repeat(300) } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('identifier:invalid_characters', 'password:too_long'),
    events: [],
  }),
  scenario({
    name: 'an empty form names both fields',
    as: 'visitor',
    operation: SignInDocument,
    variables: signInAs('', ''),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('identifier:required', 'password:required'),
    events: [],
  }),
]);
