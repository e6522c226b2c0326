import { EndSessionDocument, MySessionsDocument, RefreshDocument, ViewerDocument } from '@socle/schema/documents';
import { expect } from 'vitest';
import type { Answer } from '#test/caller.js';
import { aboutFields, operation, scenario, scenarios, type Cast } from '#test/scenario.js';

interface Tokens {
  accessToken: string;
  refreshToken: string | null;
  refreshTokenExpiresAt: string;
}

const RefreshBodyDocument = operation<{ refresh: Tokens }, { input: { refreshToken: string } | null }>(
  'mutation ($input: RefreshInput) { refresh(input: $input) { accessToken refreshToken refreshTokenExpiresAt } }',
);

const cookieOf = ({ member }: Cast): string => member.caller.cookies.get('socle_rt') ?? '';

const setCookie = ({ headers }: Answer<unknown>): string => String(headers['set-cookie'] ?? '');

const forgets = (answer: Answer<unknown>): void => expect(setCookie(answer)).toMatch(/^socle_rt=; Max-Age=0;/);

async function sessionIds({ member }: Cast): Promise<{ current: string; others: string[] }> {
  const { data } = await member.caller.run(MySessionsDocument, {});
  const sessions = data?.sessions ?? [];
  const ids = (current: boolean) => sessions.filter((session) => session.current === current).map(({ id }) => id);
  return { current: ids(true)[0] ?? '', others: ids(false) };
}

scenarios('refresh', [
  scenario({
    name: 'by the cookie: a new cookie, and no refresh token that a script could read',
    as: 'member',
    operation: RefreshBodyDocument,
    variables: { input: null },
    expect: (answer) => {
      expect(answer.data?.refresh.refreshToken).toBeNull();
      expect(setCookie(answer)).toMatch(
        /^socle_rt=srt1\.[0-9a-f-]{36}\.2\.[\w-]{43}; Max-Age=604(799|800); Path=\/; HttpOnly; SameSite=Strict$/,
      );
    },
    events: ['session.refreshed'],
  }),
  scenario({
    name: 'in the body: the next token there, and no cookie',
    as: 'visitor',
    operation: RefreshBodyDocument,
    variables: (cast) => ({ input: { refreshToken: cookieOf(cast) } }),
    expect: (answer) => {
      expect(answer.data?.refresh.refreshToken).toMatch(/^srt1\.[0-9a-f-]{36}\.2\./);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
    events: ['session.refreshed'],
  }),
  scenario({
    name: "the client's own document answers a token that works",
    as: 'member',
    operation: RefreshDocument,
    variables: {},
    expect: async ({ data }, { house, member }) => {
      const caller = house.visitor();
      caller.accessToken = data?.refresh.accessToken ?? null;
      expect((await caller.run(ViewerDocument, {})).data?.viewer?.id).toBe(member.id);
    },
    events: ['session.refreshed'],
  }),
  scenario({
    name: 'an expired access token beside the cookie does not matter',
    as: 'member',
    operation: RefreshDocument,
    variables: {},
    given: async ({ house }) => house.clock.advance(11 * 60_000),
    events: ['session.refreshed'],
  }),
  scenario({
    name: 'without any token nothing happens',
    as: 'visitor',
    operation: RefreshDocument,
    variables: {},
    code: 'UNAUTHENTICATED',
    status: 401,
    events: [],
  }),
  ...['', 'rubbish', 'srt1.x.1.y', `srt1.01900000-0000-7000-8000-000000000000.1.${'A'.repeat(43)}x`].map(
    (refreshToken) =>
      scenario({
        name: `what is no refresh token is refused: '${refreshToken.slice(0, 20)}'`,
        as: 'visitor',
        operation: RefreshBodyDocument,
        variables: { input: { refreshToken } },
        code: 'UNAUTHENTICATED',
        status: 401,
        events: [],
      }),
  ),
  scenario({
    name: 'a token of a session that never was is refused',
    as: 'visitor',
    operation: RefreshBodyDocument,
    variables: { input: { refreshToken: `srt1.01900000-0000-7000-8000-000000000000.1.${'A'.repeat(43)}` } },
    code: 'SESSION_ENDED',
    status: 401,
    expect: ({ errors }) => expect(errors[0]?.extensions.reason).toBe('revoked'),
    events: [],
  }),
  scenario({
    name: 'a cookie of an ended session is taken back',
    as: 'member',
    operation: RefreshDocument,
    variables: {},
    given: async (cast) => {
      const { current } = await sessionIds(cast);
      await (await cast.house.signIn(cast.member)).run(EndSessionDocument, { id: current });
    },
    code: 'SESSION_ENDED',
    status: 401,
    expect: forgets,
    events: [],
  }),
  scenario({
    name: 'a week without use ends the session',
    as: 'member',
    operation: RefreshDocument,
    variables: {},
    given: async ({ house }) => house.clock.advance(7 * 86_400_000 + 1_000),
    code: 'SESSION_ENDED',
    status: 401,
    expect: (answer) => {
      expect(answer.errors[0]?.extensions.reason).toBe('expired');
      forgets(answer);
    },
    events: [],
  }),
  scenario({
    name: 'a refresh token of a wrong type is named, not repeated',
    as: 'visitor',
    operation: RefreshBodyDocument,
    variables: { input: { refreshToken: 424242 as unknown as string } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: (answer) => {
      aboutFields('refreshToken:invalid_type')(answer);
      expect(answer.body).not.toContain('424242');
    },
    events: [],
  }),
]);
