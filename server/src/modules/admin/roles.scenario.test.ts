import { OverviewDocument, SetUserRoleDocument, SuspendUserDocument, ViewerDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { aboutFields, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';

const nobody = '01900000-0000-7000-8000-000000000000';

const about = ({ member }: Cast): { userId: string } => ({ userId: member.id });

const myself = ({ admin }: Cast): { userId: string } => ({ userId: admin.id });

const suspend = ({ admin, member }: Cast) =>
  admin.caller.run(SuspendUserDocument, { userId: member.id, reason: 'A pause.' });

const unfresh = ({ house, admin }: Cast) => house.becomeUnfresh(admin);

scenarios('setUserRole', [
  scenario({
    name: 'makes somebody administrator; their next request holds the scopes',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...about(cast), role: 'admin' }),
    expect: async ({ data }, { member }) => {
      expect(data?.setUserRole).toMatchObject({
        id: member.id,
        role: 'admin',
        scopes: ['users:read', 'users:write', 'users:delete', 'roles:write', 'audit:read'],
      });
      expect((await member.caller.run(OverviewDocument, { days: 1 })).status).toBe(200);
    },
    events: ['user.role_changed'],
  }),
  scenario({
    name: 'takes the scopes away from the next request on, and leaves the session alive',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...about(cast), role: 'member' }),
    given: async ({ admin, member }) => {
      await admin.caller.run(SetUserRoleDocument, { userId: member.id, role: 'admin' });
      expect((await member.caller.run(OverviewDocument, { days: 1 })).status).toBe(200);
    },
    expect: async (_answer, { member }) => {
      expect((await member.caller.run(OverviewDocument, { days: 1 })).code).toBe('FORBIDDEN');
      expect((await member.caller.run(ViewerDocument, {})).data?.viewer?.role).toBe('member');
    },
    events: ['user.role_changed'],
  }),
  scenario({
    name: 'the same role again changes nothing',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...about(cast), role: 'member' }),
    events: [],
  }),
  scenario({
    name: 'one may step down where somebody else administers',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...myself(cast), role: 'member' }),
    given: ({ admin, other }) => admin.caller.run(SetUserRoleDocument, { userId: other.id, role: 'admin' }),
    events: ['user.role_changed'],
  }),
  scenario({
    name: 'the last administrator stays',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...myself(cast), role: 'member' }),
    given: ({ house, admin }) => house.onlyAdmin(admin),
    code: 'CONFLICT',
    status: 409,
    events: [],
  }),
  scenario({
    name: 'a suspended administrator does not count as another one',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...myself(cast), role: 'member' }),
    given: async (cast) => {
      await cast.house.onlyAdmin(cast.admin);
      await cast.admin.caller.run(SetUserRoleDocument, { ...about(cast), role: 'admin' });
      await suspend(cast);
    },
    code: 'CONFLICT',
    status: 409,
    events: [],
  }),
  scenario({
    name: 'a role that there is not is named',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...about(cast), role: 'constructor' }),
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('role:unknown_role'),
    events: [],
  }),
  scenario({
    name: 'an old proof of the password is not enough',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...about(cast), role: 'admin' }),
    given: unfresh,
    code: 'REAUTHENTICATION_REQUIRED',
    status: 403,
    events: [],
  }),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: SetUserRoleDocument,
    variables: { userId: nobody, role: 'admin' },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'a member does not promote themselves',
    ...refusedTo('member'),
    operation: SetUserRoleDocument,
    variables: (cast) => ({ ...about(cast), role: 'admin' }),
    expect: ({ errors }) => expect(errors[0]?.extensions.requires).toEqual(['users:write']),
  }),
  scenario({
    name: 'a visitor may not',
    ...refusedTo('visitor'),
    operation: SetUserRoleDocument,
    variables: { userId: nobody, role: 'admin' },
  }),
]);
