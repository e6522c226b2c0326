// Catalogue: B1, B2, T16.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { json, refusalOf, type Response } from './raw.js';

describe.each([
  ['http://localhost:4000', 'socle_rt', ''],
  ['https://socle.example', '__Host-socle_rt', '; Secure'],
])('the cookie at %s', (PUBLIC_URL, name, secure) => {
  let house: TestHouse;
  let person: Person;
  beforeAll(async () => {
    house = await openTestHouse({ PUBLIC_URL });
    person = await house.person();
  });
  afterAll(() => house.close());

  const send = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    house.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...json, ...headers },
      payload: JSON.stringify({ query }),
    });
  const signIn = (): Promise<Response> =>
    send(
      `mutation { login(input: { identifier: "${person.pseudo}", password: "${goodPassword}" }) { auth { refreshToken } } }`,
    );
  const refreshText = 'mutation { refresh { refreshToken } }';
  const valueOf = (answer: Response): string => answer.cookies[0]?.value ?? '';

  it('comes with a sign-in, where no script and no other site reaches it, and is not in the body', async () => {
    const answer = await signIn();
    const [session = '', ...others] = [answer.headers['set-cookie'] ?? []].flat();
    expect(session).toMatch(
      new RegExp(`^${name}=srt1\\.[^;]+; Max-Age=\\d+; Path=/; HttpOnly${secure}; SameSite=Strict$`),
    );
    // What tells a known device is nobody's business either.
    for (const other of others) expect(other).toMatch(new RegExp(`; Path=/; HttpOnly${secure}; SameSite=Strict$`));
    expect(answer.body).toContain('"refreshToken":null');
    expect(answer.body).not.toContain(valueOf(answer));
  });

  it('is renewed in the same way, and taken back in the same way', async () => {
    const first = await send(refreshText, { cookie: `${name}=${valueOf(await signIn())}` });
    expect(first.headers['set-cookie']).toMatch(new RegExp(`; Path=/; HttpOnly${secure}; SameSite=Strict$`));
    const last = await send('mutation { logout }', { cookie: `${name}=${valueOf(first)}` });
    expect(last.headers['set-cookie']).toBe(`${name}=; Max-Age=0; Path=/; HttpOnly${secure}; SameSite=Strict`);
  });

  it.each([
    ['twice the same', (mine: string) => `${name}=${mine}; ${name}=${mine}`],
    ['ours before another', (mine: string) => `${name}=${mine}; ${name}=tossed`],
    ['ours after another', (mine: string) => `${name}=tossed; a=b; ${name}=${mine}`],
    ['an empty one before', (mine: string) => `${name}=; ${name}=${mine}`],
    ['without a space', (mine: string) => `${name}=tossed;${name}=${mine}`],
  ])('does not count where it comes more than once: %s', async (_name, write) => {
    const mine = valueOf(await signIn());
    const answer = await send(refreshText, { cookie: write(mine) });
    expect([answer.statusCode, refusalOf(answer)?.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await send(refreshText, { cookie: `${name}=${mine}` })).statusCode).toBe(200);
  });

  it.each([
    ['the other name', `${secure ? 'socle_rt' : '__Host-socle_rt'}=`],
    ['another case', `${name.toUpperCase()}=`],
    ['a longer name', `x${name}=`],
  ])('does not count under %s', async (_name, prefix) => {
    const mine = valueOf(await signIn());
    expect((await send(refreshText, { cookie: `${prefix}${mine}` })).statusCode).toBe(401);
  });
});
