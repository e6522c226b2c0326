import { DeleteAccountDocument, SignInDocument, SignUpDocument, ViewerDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aSignUp, goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { aboutFields, scenario, scenarios, type Cast } from '#test/scenario.js';

const otherPassword = 'nine slow rivers under the moon';

const setCookie = ({ headers }: Answer<unknown>): string => String(headers['set-cookie'] ?? '');

const signUp = (input: Partial<ReturnType<typeof aSignUp>>) => ({ input: aSignUp(input) });

const signInAs = (identifier: string, password = goodPassword) => ({ input: { identifier, password } });

async function signsInWith(password: string, { house, member }: Cast): Promise<boolean> {
  return (await house.visitor().run(SignInDocument, signInAs(member.pseudo, password))).code === null;
}

scenarios('deleteAccount', [
  scenario({
    name: 'the account, its sessions and its password are gone',
    as: 'member',
    operation: DeleteAccountDocument,
    variables: ({ member }) => ({ input: { password: goodPassword, confirmation: member.pseudo } }),
    expect: async (answer, cast) => {
      expect(answer.data?.deleteAccount).toBe(true);
      expect(setCookie(answer)).toMatch(/^socle_rt=; Max-Age=0;/);
      expect((await cast.member.caller.run(ViewerDocument, {})).code).toBe('SESSION_ENDED');
      expect(await signsInWith(goodPassword, cast)).toBe(false);
      for (const table of ['credential', 'session', 'pseudo_word'])
        expect(
          await cast.house.app.database.reader.all(`select 1 from ${table} where user_id = ?`, [cast.member.id]),
        ).toEqual([]);
    },
    events: ['session.ended', 'user.deleted'],
  }),
  scenario({
    name: 'the pseudo and the address are free again',
    as: 'member',
    operation: DeleteAccountDocument,
    variables: ({ member }) => ({ input: { password: goodPassword, confirmation: member.pseudo.toUpperCase() } }),
    expect: async (_answer, { house, member }) => {
      const { pseudo, email } = member;
      expect((await house.visitor().run(SignUpDocument, signUp({ pseudo, email }))).code).toBeNull();
    },
    events: ['session.ended', 'user.deleted'],
  }),
  scenario({
    name: 'a wrong confirmation deletes nothing',
    as: 'member',
    operation: DeleteAccountDocument,
    variables: { input: { password: goodPassword, confirmation: 'somebody' } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('confirmation:mismatch'),
    events: [],
  }),
  scenario({
    name: 'a wrong password deletes nothing',
    as: 'member',
    operation: DeleteAccountDocument,
    variables: ({ member }) => ({ input: { password: otherPassword, confirmation: member.pseudo } }),
    code: 'INVALID_CREDENTIALS',
    status: 401,
    expect: async (answer, { member }) => {
      aboutFields('password:wrong_password')(answer);
      expect((await member.caller.run(ViewerDocument, {})).data?.viewer?.id).toBe(member.id);
    },
    events: ['login.failed'],
  }),
  scenario({
    name: 'the last administrator stays',
    as: 'admin',
    operation: DeleteAccountDocument,
    variables: ({ admin }) => ({ input: { password: goodPassword, confirmation: admin.pseudo } }),
    given: ({ house, admin }) => house.onlyAdmin(admin),
    code: 'CONFLICT',
    status: 409,
    expect: async (_answer, { admin }) =>
      expect((await admin.caller.run(ViewerDocument, {})).data?.viewer?.role).toBe('admin'),
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: DeleteAccountDocument,
    variables: { input: { password: goodPassword, confirmation: 'x' } },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
