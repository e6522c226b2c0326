// Catalogue: C14.
import {
  ChangePasswordDocument,
  ConfirmPasswordDocument,
  SetUserRoleDocument,
  SignInDocument,
  ViewerDocument,
} from '@socle/schema/documents';
import { expect } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { aboutFields, operation, scenario, scenarios, type Cast } from '#test/scenario.js';

const otherPassword = 'nine slow rivers under the moon';

const tokens = 'accessToken refreshToken';

const ConfirmBodyDocument = operation<{ confirmPassword: { refreshToken: string | null } }, { password: string }>(
  `mutation ($password: String!) { confirmPassword(password: $password) { ${tokens} } }`,
);

const setCookie = ({ headers }: Answer<unknown>): string => String(headers['set-cookie'] ?? '');

const signInAs = (identifier: string, password = goodPassword) => ({ input: { identifier, password } });

async function signsInWith(password: string, { house, member }: Cast): Promise<boolean> {
  return (await house.visitor().run(SignInDocument, signInAs(member.pseudo, password))).code === null;
}

scenarios('confirmPassword', [
  scenario({
    name: 'makes the session fresh again',
    as: 'admin',
    operation: ConfirmPasswordDocument,
    variables: { password: goodPassword },
    given: async ({ house, admin, member }) => {
      await house.becomeUnfresh(admin);
      expect((await admin.caller.run(SetUserRoleDocument, { userId: member.id, role: 'admin' })).code).toBe(
        'REAUTHENTICATION_REQUIRED',
      );
    },
    expect: async ({ data }, { admin, member }) => {
      admin.caller.accessToken = data?.confirmPassword.accessToken ?? null;
      expect((await admin.caller.run(SetUserRoleDocument, { userId: member.id, role: 'admin' })).code).toBeNull();
    },
    events: ['session.refreshed'],
  }),
  scenario({
    name: 'answers a program in the body',
    as: 'member',
    operation: ConfirmBodyDocument,
    variables: { password: goodPassword },
    given: async ({ member }) => member.caller.cookies.clear(),
    expect: ({ data }) => expect(data?.confirmPassword.refreshToken).toMatch(/^srt1\./),
    events: ['session.refreshed'],
  }),
  scenario({
    name: 'answers a browser in the cookie',
    as: 'member',
    operation: ConfirmBodyDocument,
    variables: { password: goodPassword },
    expect: (answer) => {
      expect(answer.data?.confirmPassword.refreshToken).toBeNull();
      expect(setCookie(answer)).toContain('HttpOnly');
    },
    events: ['session.refreshed'],
  }),
  scenario({
    name: 'a wrong password is refused, at its field, and recorded',
    as: 'member',
    operation: ConfirmPasswordDocument,
    variables: { password: otherPassword },
    code: 'INVALID_CREDENTIALS',
    status: 401,
    expect: aboutFields('password:wrong_password'),
    events: ['login.failed'],
  }),
  scenario({
    name: 'an empty one is named',
    as: 'member',
    operation: ConfirmPasswordDocument,
    variables: { password: '' },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('password:required'),
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: ConfirmPasswordDocument,
    variables: { password: goodPassword },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('changePassword', [
  scenario({
    name: 'the new one works, the old one does not, and every other session ends',
    as: 'member',
    operation: ChangePasswordDocument,
    variables: { input: { currentPassword: goodPassword, newPassword: otherPassword } },
    given: ({ house, member }) => house.signIn(member),
    expect: async ({ data }, cast) => {
      const { member } = cast;
      expect((await member.caller.run(ViewerDocument, {})).code).toBe('UNAUTHENTICATED');
      member.caller.accessToken = data?.changePassword.accessToken ?? null;
      expect((await member.caller.run(ViewerDocument, {})).data?.viewer?.id).toBe(member.id);
      expect(await signsInWith(otherPassword, cast)).toBe(true);
      expect(await signsInWith(goodPassword, cast)).toBe(false);
    },
    events: ['session.ended', 'session.refreshed', 'user.password_changed'],
  }),
  scenario({
    name: 'a wrong current one changes nothing',
    as: 'member',
    operation: ChangePasswordDocument,
    variables: { input: { currentPassword: otherPassword, newPassword: 'eleven green doors on a hill' } },
    code: 'INVALID_CREDENTIALS',
    status: 401,
    expect: async (answer, cast) => {
      aboutFields('currentPassword:wrong_password')(answer);
      expect(await signsInWith(goodPassword, cast)).toBe(true);
    },
    events: ['login.failed'],
  }),
  scenario({
    name: 'a poor new one is refused with its reason',
    as: 'member',
    operation: ChangePasswordDocument,
    variables: ({ member }) => ({
      input: { currentPassword: goodPassword, newPassword: `I am ${member.pseudo}, truly` },
    }),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('newPassword:contains_context'),
    events: [],
  }),
  scenario({
    name: 'an empty form names both fields',
    as: 'member',
    operation: ChangePasswordDocument,
    variables: { input: { currentPassword: '', newPassword: '' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('currentPassword:required', 'newPassword:required'),
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: ChangePasswordDocument,
    variables: { input: { currentPassword: goodPassword, newPassword: otherPassword } },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
