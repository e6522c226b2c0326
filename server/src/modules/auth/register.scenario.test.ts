import { SignUpDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { User } from '#modules/users/index.js';
import { aSignUp, goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { aboutFields, operation, scenario, scenarios } from '#test/scenario.js';

const tokens = 'accessToken refreshToken';

const RegisterBodyDocument = operation<
  { register: { auth: { refreshToken: string | null }; confirmationSent: boolean } },
  { input: object }
>(`mutation ($input: RegisterInput!) { register(input: $input) { confirmationSent auth { ${tokens} } } }`);

const setCookie = ({ headers }: Answer<unknown>): string => String(headers['set-cookie'] ?? '');

const signUp = (input: Partial<ReturnType<typeof aSignUp>>) => ({ input: aSignUp(input) });

scenarios('register', [
  scenario({
    name: 'makes an account, signs in, and keeps the refresh token in a cookie',
    as: 'visitor',
    operation: SignUpDocument,
    variables: signUp({ pseudo: 'Ada.Lovelace', email: 'Ada@Example.org' }),
    expect: (answer) => {
      expect(answer.data?.register).toMatchObject({
        confirmationSent: false,
        auth: {
          user: {
            pseudo: 'Ada.Lovelace',
            email: 'Ada@Example.org',
            role: 'member',
            emailVerified: false,
            locale: 'EN',
          },
        },
      });
      expect(setCookie(answer)).toMatch(/^socle_rt=srt1\..+; HttpOnly; SameSite=Strict$/);
    },
    events: ['user.registered', 'session.opened'],
  }),
  scenario({
    name: 'answers the refresh token in the body where that was asked for, and no cookie',
    as: 'visitor',
    operation: RegisterBodyDocument,
    variables: signUp({ transport: 'BODY' }),
    expect: ({ data, headers }) => {
      expect(data?.register.auth.refreshToken).toMatch(/^srt1\./);
      expect(headers['set-cookie']).toBeUndefined();
    },
    events: ['user.registered', 'session.opened'],
  }),
  scenario({
    name: 'never answers it in both places',
    as: 'visitor',
    operation: RegisterBodyDocument,
    variables: signUp({ transport: 'COOKIE' }),
    expect: ({ data }) => expect(data?.register.auth.refreshToken).toBeNull(),
    events: ['user.registered', 'session.opened'],
  }),
  scenario({
    name: 'keeps the language that was chosen',
    as: 'visitor',
    operation: SignUpDocument,
    variables: { input: { ...aSignUp(), locale: 'FR' } },
    expect: ({ data }) => expect(data?.register.auth?.user.locale).toBe('FR'),
    events: ['user.registered', 'session.opened'],
  }),
  scenario({
    name: 'a pseudo that somebody has is refused, whatever its case or Unicode form',
    as: 'visitor',
    operation: SignUpDocument,
    variables: signUp({ pseudo: 'ZOE\u0301_NOIR' }),
    given: ({ house }) => house.visitor().run(SignUpDocument, signUp({ pseudo: 'zo\u00e9_noir' })),
    code: 'CONFLICT',
    status: 409,
    expect: aboutFields('pseudo:taken'),
    events: [],
  }),
  scenario({
    name: 'an address that has an account is refused, whatever its case',
    as: 'visitor',
    operation: SignUpDocument,
    variables: ({ member }) => signUp({ email: member.email.toUpperCase() }),
    code: 'CONFLICT',
    status: 409,
    expect: aboutFields('email:taken'),
    events: [],
  }),
  scenario({
    name: 'every field that does not fit is named at once',
    as: 'visitor',
    operation: SignUpDocument,
    variables: { input: { email: 'nowhere', pseudo: 'a', password: '', deviceName: 'x'.repeat(81) } },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('email:invalid_format', 'pseudo:too_short', 'password:required', 'deviceName:too_long'),
    events: [],
  }),
  ...[
    { password: 'fourteen chars', code: 'too_short' },
    { password: 'x7'.repeat(200), code: 'too_long' },
    { password: 'passwordpassword', code: 'common_password' },
    { password: 'abcdefghijklmnopqrs', code: 'common_password' },
    { password: 'my socle is the best one', code: 'contains_context' },
    { password: 'grace.hopper is my name', code: 'contains_context' },
  ].map(({ password, code }) =>
    scenario({
      name: `a password is refused with its reason: ${code} (${password.slice(0, 20)})`,
      as: 'visitor',
      operation: SignUpDocument,
      variables: signUp({ password, pseudo: 'Grace.Hopper' }),
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: (answer) => {
        aboutFields(`password:${code}`)(answer);
        expect(answer.body).not.toContain(password);
      },
      events: [],
    }),
  ),
  scenario({
    name: 'nobody makes themselves administrator',
    as: 'visitor',
    operation: SignUpDocument,
    variables: { input: { ...aSignUp(), role: 'admin' } as ReturnType<typeof aSignUp> },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: aboutFields('role:unknown_key'),
    events: [],
  }),
  scenario({
    name: 'a missing field is named, the password beside it not repeated',
    as: 'visitor',
    operation: SignUpDocument,
    variables: { input: { email: 'x@example.org', password: goodPassword } as ReturnType<typeof aSignUp> },
    code: 'BAD_USER_INPUT',
    status: 400,
    expect: (answer) => {
      aboutFields('pseudo:required')(answer);
      expect(answer.body).not.toContain(goodPassword);
    },
    events: [],
  }),
]);

describe('register where registration is closed', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse({ REGISTRATION: 'closed' });
  });
  afterAll(() => house.close());

  it('is refused, and nothing is written', async () => {
    const events = await house.eventsOf(async () => {
      const answer = await house.visitor().run(SignUpDocument, signUp({}));
      expect([answer.code, answer.status]).toEqual(['FORBIDDEN', 403]);
    });
    expect(events).toEqual([]);
    expect(await house.app.database.orm.em.fork().count(User)).toBe(0);
  });
});
