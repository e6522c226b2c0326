import { EndOtherSessionsDocument, MySessionsDocument, SignOutDocument, ViewerDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import type { Answer } from '#test/caller.js';
import { aboutFields, operation, scenario, scenarios, type Cast } from '#test/scenario.js';

const LogoutEverywhereDocument = operation<{ logoutEverywhere: number }, { keepCurrent?: boolean }>(
  'mutation ($keepCurrent: Boolean! = false) { logoutEverywhere(keepCurrent: $keepCurrent) }',
);

const setCookie = ({ headers }: Answer<unknown>): string => String(headers['set-cookie'] ?? '');

const forgets = (answer: Answer<unknown>): void => expect(setCookie(answer)).toMatch(/^socle_rt=; Max-Age=0;/);

const isNobody = async (caller: Cast['member']['caller'], code: string): Promise<void> => {
  expect((await caller.run(ViewerDocument, {})).code).toBe(code);
};

async function sessionIds({ member }: Cast): Promise<{ current: string; others: string[] }> {
  const { data } = await member.caller.run(MySessionsDocument, {});
  const sessions = data?.sessions ?? [];
  const ids = (current: boolean) => sessions.filter((session) => session.current === current).map(({ id }) => id);
  return { current: ids(true)[0] ?? '', others: ids(false) };
}

scenarios('logout', [
  scenario({
    name: 'ends the session of the cookie and takes it back',
    as: 'member',
    operation: SignOutDocument,
    variables: {},
    expect: async (answer, { member }) => {
      expect(answer.data?.logout).toBe(true);
      forgets(answer);
      await isNobody(member.caller, 'SESSION_ENDED');
    },
    events: ['session.ended'],
  }),
  scenario({
    name: 'works by the cookie alone, after the access token has expired',
    as: 'member',
    operation: SignOutDocument,
    variables: {},
    given: async ({ house }) => house.clock.advance(11 * 60_000),
    expect: ({ data }) => expect(data?.logout).toBe(true),
    events: ['session.ended'],
  }),
  scenario({
    name: 'works by the access token alone',
    as: 'member',
    operation: SignOutDocument,
    variables: {},
    given: async ({ member }) => member.caller.cookies.clear(),
    expect: async ({ data }, { member }) => {
      expect(data?.logout).toBe(true);
      await isNobody(member.caller, 'SESSION_ENDED');
    },
    events: ['session.ended'],
  }),
  scenario({
    name: 'of nobody ends nothing and says so',
    as: 'visitor',
    operation: SignOutDocument,
    variables: {},
    expect: ({ data }) => expect(data?.logout).toBe(false),
    events: [],
  }),
  scenario({
    name: 'a second time ends nothing',
    as: 'member',
    operation: SignOutDocument,
    variables: {},
    given: ({ member }) => member.caller.run(SignOutDocument, {}),
    expect: ({ data }) => expect(data?.logout).toBe(false),
    events: [],
  }),
  scenario({
    name: 'leaves the other devices alone',
    as: 'member',
    operation: SignOutDocument,
    variables: {},
    expect: async (_answer, { house, member }) => {
      const elsewhere = await house.signIn(member);
      expect((await elsewhere.run(MySessionsDocument, {})).data?.sessions).toHaveLength(1);
    },
    events: ['session.ended'],
  }),
]);

scenarios('logoutEverywhere', [
  scenario({
    name: 'ends every session and says how many',
    as: 'member',
    operation: LogoutEverywhereDocument,
    variables: {},
    given: async ({ house, member }) => {
      await house.signIn(member);
      await house.signIn(member);
    },
    expect: async (answer, { member }) => {
      expect(answer.data?.logoutEverywhere).toBe(3);
      forgets(answer);
      await isNobody(member.caller, 'SESSION_ENDED');
    },
    events: ['session.ended', 'session.ended', 'session.ended'],
  }),
  scenario({
    name: "the client's document keeps the current one",
    as: 'member',
    operation: EndOtherSessionsDocument,
    variables: {},
    given: ({ house, member }) => house.signIn(member),
    expect: async (answer, cast) => {
      expect(answer.data?.logoutEverywhere).toBe(1);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect((await sessionIds(cast)).others).toEqual([]);
    },
    events: ['session.ended'],
  }),
  scenario({
    name: 'touches nobody else',
    as: 'member',
    operation: LogoutEverywhereDocument,
    variables: {},
    expect: async (_answer, { other }) =>
      expect((await other.caller.run(ViewerDocument, {})).data?.viewer?.id).toBe(other.id),
    events: ['session.ended'],
  }),
  scenario({
    name: 'is not for visitors',
    as: 'visitor',
    operation: LogoutEverywhereDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  scenario({
    name: 'takes no other type',
    as: 'member',
    operation: LogoutEverywhereDocument,
    variables: { keepCurrent: 'yes' as unknown as boolean },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('keepCurrent:invalid_type'),
    events: [],
  }),
]);
