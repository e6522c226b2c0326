import {
  ConfirmPasswordDocument,
  DeleteUserDocument,
  PersonPageDocument,
  ViewerDocument,
} from '@socle/schema/documents';
import { expect } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';

const about = ({ member }: Cast): { userId: string } => ({ userId: member.id });

const myself = ({ admin }: Cast): { userId: string } => ({ userId: admin.id });

const unfresh = ({ house, admin }: Cast) => house.becomeUnfresh(admin);

scenarios('deleteUser', [
  scenario({
    name: 'deletes an account with all that hangs on it',
    as: 'admin',
    operation: DeleteUserDocument,
    variables: about,
    expect: async ({ data }, { admin, member }) => {
      expect(data?.deleteUser).toBe(true);
      expect((await member.caller.run(ViewerDocument, {})).code).toBe('SESSION_ENDED');
      expect((await admin.caller.run(PersonPageDocument, { id: member.id })).data).toEqual({
        user: null,
        sessions: [],
      });
    },
    events: ['session.ended', 'user.deleted'],
  }),
  scenario({
    name: 'a second time is not found',
    as: 'admin',
    operation: DeleteUserDocument,
    variables: about,
    given: ({ admin, member }) => admin.caller.run(DeleteUserDocument, { userId: member.id }),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'oneself is refused',
    as: 'admin',
    operation: DeleteUserDocument,
    variables: myself,
    code: 'CONFLICT',
    status: 409,
    events: [],
  }),
  scenario({
    name: 'an old proof of the password is not enough',
    as: 'admin',
    operation: DeleteUserDocument,
    variables: about,
    given: unfresh,
    code: 'REAUTHENTICATION_REQUIRED',
    status: 403,
    events: [],
  }),
  scenario({
    name: 'a new proof is',
    as: 'admin',
    operation: DeleteUserDocument,
    variables: about,
    given: async ({ house, admin }) => {
      await house.becomeUnfresh(admin);
      const { data } = await admin.caller.run(ConfirmPasswordDocument, { password: goodPassword });
      admin.caller.accessToken = data?.confirmPassword.accessToken ?? null;
    },
    expect: ({ data }) => expect(data?.deleteUser).toBe(true),
    events: ['session.ended', 'user.deleted'],
  }),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: DeleteUserDocument,
    variables: { userId: 'nobody' },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: DeleteUserDocument,
      variables: about,
    }),
  ),
]);
