// Catalogue: G13.
import { EndSessionDocument, MySessionsDocument, SignOutDocument, ViewerDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import { operation, scenario, scenarios, type Cast } from '#test/scenario.js';

const UserSessionsDocument = operation<
  { userSessions: { id: string; deviceName: string; current: boolean }[] },
  { userId: string }
>('query ($userId: ID!) { userSessions(userId: $userId) { id deviceName current } }');

const isNobody = async (caller: Cast['member']['caller'], code: string): Promise<void> => {
  expect((await caller.run(ViewerDocument, {})).code).toBe(code);
};

async function sessionIds({ member }: Cast): Promise<{ current: string; others: string[] }> {
  const { data } = await member.caller.run(MySessionsDocument, {});
  const sessions = data?.sessions ?? [];
  const ids = (current: boolean) => sessions.filter((session) => session.current === current).map(({ id }) => id);
  return { current: ids(true)[0] ?? '', others: ids(false) };
}

scenarios('mySessions', [
  scenario({
    name: 'lists the own living sessions, last used first, and marks the one that asks',
    as: 'member',
    operation: MySessionsDocument,
    variables: {},
    given: async ({ house, member }) => {
      await member.caller.run(ViewerDocument, {});
      house.clock.advance(1_000);
      await house.signIn(member, 'Tablet in the kitchen');
      const gone = await house.signIn(member, 'sold');
      await gone.run(SignOutDocument, {});
    },
    expect: ({ data }) =>
      expect(data?.sessions).toMatchObject([
        { deviceName: 'Tablet in the kitchen', current: false, ipAddress: '127.0.0.1' },
        { deviceName: 'lightMyRequest', current: true, ipAddress: '127.0.0.1' },
      ]),
    events: [],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: MySessionsDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'forgets the session that was used longest ago beyond twenty',
    as: 'member',
    operation: MySessionsDocument,
    variables: {},
    given: async ({ house, member }) => {
      house.clock.advance(1_000);
      house.clock.advance(1_000);
      for (let device = 0; device < 19; device += 1) await house.signIn(member, `device ${device}`);
      await house.signIn(member, 'one too many');
    },
    code: 'SESSION_ENDED',
    status: 401,
    events: [],
  }),
]);

scenarios('revokeSession', [
  scenario({
    name: 'ends one own session and no other',
    as: 'member',
    operation: EndSessionDocument,
    variables: async (cast) => ({ id: (await sessionIds(cast)).others[0] ?? '' }),
    given: ({ house, member }) => house.signIn(member),
    expect: async ({ data }, cast) => {
      expect(data?.revokeSession).toBe(true);
      expect(await sessionIds(cast)).toMatchObject({ others: [] });
    },
    events: ['session.ended'],
  }),
  scenario({
    name: 'bites on the next request of that session',
    as: 'member',
    operation: EndSessionDocument,
    variables: async (cast) => ({ id: (await sessionIds(cast)).current }),
    expect: async (_answer, { member }) => isNobody(member.caller, 'SESSION_ENDED'),
    events: ['session.ended'],
  }),
  scenario({
    name: "somebody else's session is not found, and lives on",
    as: 'other',
    operation: EndSessionDocument,
    variables: async (cast) => ({ id: (await sessionIds(cast)).current }),
    code: 'NOT_FOUND',
    status: 404,
    expect: async (_answer, { member }) => expect((await member.caller.run(ViewerDocument, {})).status).toBe(200),
    events: [],
  }),
  scenario({
    name: 'an administrator has no other way here',
    as: 'admin',
    operation: EndSessionDocument,
    variables: async (cast) => ({ id: (await sessionIds(cast)).current }),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  scenario({
    name: 'an ended one is not found',
    as: 'member',
    operation: EndSessionDocument,
    variables: async (cast) => {
      const id = (await sessionIds(cast)).others[0] ?? '';
      await cast.member.caller.run(EndSessionDocument, { id });
      return { id };
    },
    given: ({ house, member }) => house.signIn(member),
    code: 'NOT_FOUND',
    status: 404,
    events: [],
  }),
  ...['', 'rubbish', '01900000-0000-7000-8000-000000000000', '%'].map((id) =>
    scenario({
      name: `'${id}' is not found`,
      as: 'member',
      operation: EndSessionDocument,
      variables: { id },
      code: 'NOT_FOUND',
      status: 404,
      events: [],
    }),
  ),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: EndSessionDocument,
    variables: { id: 'x' },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);

scenarios('userSessions', [
  scenario({
    name: 'an administrator sees the living sessions of somebody',
    as: 'admin',
    operation: UserSessionsDocument,
    variables: ({ member }) => ({ userId: member.id }),
    given: ({ house, member }) => house.signIn(member, 'Laptop'),
    expect: ({ data }) => {
      expect(data?.userSessions.map(({ deviceName }) => deviceName).toSorted()).toEqual(['Laptop', 'lightMyRequest']);
      expect(data?.userSessions.every(({ current }) => !current)).toBe(true);
    },
    events: [],
  }),
  scenario({
    name: 'of nobody there are none',
    as: 'admin',
    operation: UserSessionsDocument,
    variables: { userId: 'nobody' },
    expect: ({ data }) => expect(data?.userSessions).toEqual([]),
    events: [],
  }),
  scenario({
    name: 'a member may not, not even for themselves',
    as: 'member',
    operation: UserSessionsDocument,
    variables: ({ member }) => ({ userId: member.id }),
    code: 'FORBIDDEN',
    status: 403,
    events: ['access.denied'],
  }),
  scenario({
    name: 'a visitor may not',
    as: 'visitor',
    operation: UserSessionsDocument,
    variables: { userId: 'x' },
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
]);
