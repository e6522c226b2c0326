import {
  EndUserSessionsDocument,
  ReinstateUserDocument,
  SignInDocument,
  SuspendUserDocument,
  ViewerDocument,
} from '@socle/schema/documents';
import { expect } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { aboutFields, outsiders, refusedTo, scenario, scenarios, type Cast } from '#test/scenario.js';

const nobody = '01900000-0000-7000-8000-000000000000';

const about = ({ member }: Cast): { userId: string } => ({ userId: member.id });

const myself = ({ admin }: Cast): { userId: string } => ({ userId: admin.id });

const suspend = ({ admin, member }: Cast) =>
  admin.caller.run(SuspendUserDocument, { userId: member.id, reason: 'A pause.' });

scenarios('suspendUser', [
  scenario({
    name: 'ends every session of somebody and keeps them out',
    as: 'admin',
    operation: SuspendUserDocument,
    variables: (cast) => ({ ...about(cast), reason: '  Too loud. ' }),
    given: ({ house, member }) => house.signIn(member),
    expect: async ({ data }, { house, admin, member }) => {
      expect(data?.suspendUser.status).toBe('SUSPENDED');
      const reason = await admin.caller.send('query ($id: ID!) { user(id: $id) { suspensionReason } }', {
        id: member.id,
      });
      expect(reason.data).toEqual({ user: { suspensionReason: 'Too loud.' } });
      expect((await member.caller.run(ViewerDocument, {})).code).toBe('SESSION_ENDED');
      const again = await house
        .visitor()
        .run(SignInDocument, { input: { identifier: member.pseudo, password: goodPassword } });
      expect(again.code).toBe('ACCOUNT_SUSPENDED');
    },
    events: ['user.suspended', 'session.ended', 'session.ended'],
  }),
  scenario({
    name: 'a second time changes nothing',
    as: 'admin',
    operation: SuspendUserDocument,
    variables: (cast) => ({ ...about(cast), reason: 'Still.' }),
    given: suspend,
    events: [],
  }),
  scenario({
    name: 'oneself is refused',
    as: 'admin',
    operation: SuspendUserDocument,
    variables: (cast) => ({ ...myself(cast), reason: 'x' }),
    code: 'CONFLICT',
    status: 409,
    events: [],
  }),
  ...[
    { reason: '', code: 'required' },
    { reason: ' \n ', code: 'required' },
    { reason: 'r'.repeat(501), code: 'too_long' },
    { reason: 'a\0b', code: 'invalid_characters' },
  ].map(({ reason, code }, index) =>
    scenario({
      name: `a reason that does not fit is named: ${code} (${index + 1})`,
      as: 'admin',
      operation: SuspendUserDocument,
      variables: (cast) => ({ ...about(cast), reason }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields(`reason:${code}`),
      events: [],
    }),
  ),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: SuspendUserDocument,
    variables: { userId: 'nobody', reason: 'x' },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: SuspendUserDocument,
      variables: ({ other }) => ({ userId: other.id, reason: 'x' }),
    }),
  ),
]);

scenarios('reinstateUser', [
  scenario({
    name: 'lets somebody in again and forgets the reason',
    as: 'admin',
    operation: ReinstateUserDocument,
    variables: about,
    given: suspend,
    expect: async ({ data }, { house, member }) => {
      expect(data?.reinstateUser.status).toBe('ACTIVE');
      await house.signIn(member);
      expect((await member.caller.run(ViewerDocument, {})).code).toBe('SESSION_ENDED');
    },
    events: ['user.reinstated'],
  }),
  scenario({
    name: 'of somebody active changes nothing',
    as: 'admin',
    operation: ReinstateUserDocument,
    variables: about,
    events: [],
  }),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: ReinstateUserDocument,
    variables: { userId: nobody },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: ReinstateUserDocument,
      variables: about,
    }),
  ),
]);

scenarios('revokeUserSessions', [
  scenario({
    name: 'ends every session of somebody and says how many; they may sign in again',
    as: 'admin',
    operation: EndUserSessionsDocument,
    variables: about,
    given: ({ house, member }) => house.signIn(member),
    expect: async ({ data }, { house, member }) => {
      expect(data?.revokeUserSessions).toBe(2);
      expect((await member.caller.run(ViewerDocument, {})).code).toBe('SESSION_ENDED');
      await house.signIn(member);
    },
    events: ['session.ended', 'session.ended'],
  }),
  scenario({
    name: 'of somebody without any ends none',
    as: 'admin',
    operation: EndUserSessionsDocument,
    variables: about,
    given: ({ admin, member }) => admin.caller.run(EndUserSessionsDocument, { userId: member.id }),
    expect: ({ data }) => expect(data?.revokeUserSessions).toBe(0),
    events: [],
  }),
  scenario({
    name: 'nobody is not found',
    as: 'admin',
    operation: EndUserSessionsDocument,
    variables: { userId: nobody },
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: EndUserSessionsDocument,
      variables: about,
    }),
  ),
]);
