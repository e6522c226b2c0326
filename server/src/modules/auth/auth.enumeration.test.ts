// Catalogue: C1, C2, C3, C4.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';

let house: TestHouse;
let known: Person;
let suspended: Person;
beforeAll(async () => {
  house = await openTestHouse();
  const admin = await house.person('admin');
  [known, suspended] = [await house.person(), await house.person()];
  await admin.caller.send('mutation ($id: ID!) { suspendUser(userId: $id, reason: "test") { id } }', {
    id: suspended.id,
  });
});
afterAll(() => house.close());

const signIn = (identifier: string, password: string): Promise<Answer<unknown>> =>
  house.visitor().send(signInText, { input: { identifier, password } });

/** What an outsider sees, without what differs at every request. */
function seen({ status, headers, body }: Answer<unknown>): object {
  const constant = Object.entries(headers).filter(([name]) => !['x-request-id', 'date'].includes(name));
  return { status, headers: Object.fromEntries(constant), body: body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID') };
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Processor time, hashing threads included: what others burn on this machine beside the test is not in it. */
async function processorMillisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

describe('a sign-in', () => {
  it.each([
    ['a wrong password', 'a wrong password of good length'],
    ['a short one', 'x'],
    ['an empty one', ''],
    ['one beyond the limit', 'long '.repeat(1_000)],
    ['one with NUL', 'nul\u0000nul nul nul nul'],
    ['one with half a surrogate pair', 'half \ud83d of a pair here'],
  ])('with %s tells nothing about the account', async (_name, password) => {
    const answers = await Promise.all(
      ['nobody-at-all', 'nobody@example.org', known.pseudo, known.email, suspended.pseudo, suspended.email].map(
        (identifier) => signIn(identifier, password),
      ),
    );
    const views = answers.map(seen);
    for (const view of views) expect(view).toEqual(views[0]);
    expect(answers[0]?.status).toBeGreaterThanOrEqual(400);
    expect(answers[0]?.status).toBeLessThan(500);
  });

  it('says that an account is suspended only after the right password', async () => {
    expect(await signIn(suspended.pseudo, 'a wrong password of good length')).toMatchObject({
      status: 401,
      code: 'INVALID_CREDENTIALS',
    });
    expect(await signIn(suspended.pseudo, 'seven quiet stones in a row')).toMatchObject({
      status: 403,
      code: 'ACCOUNT_SUSPENDED',
    });
    expect(await signIn(known.pseudo, 'seven quiet stones in a row')).toMatchObject({ status: 200, code: null });
  });

  it('costs as much for nobody as for somebody', async () => {
    const { hasher } = house.app.house.ports;
    const stored = await hasher.hash('seven quiet stones in a row');
    const [real, dummy]: [number[], number[]] = [[], []];
    for (let round = 0; round < 12; round += 1) {
      real.push(await processorMillisecondsOf(() => hasher.verify(stored, 'a wrong password of good length')));
      dummy.push(await processorMillisecondsOf(() => hasher.verify(null, 'a wrong password of good length')));
    }
    expect(median(dummy)).toBeGreaterThanOrEqual(0.8 * median(real));
  });

  it('refuses a stored hash that asks for more than is affordable, at the usual cost', async () => {
    const { hasher } = house.app.house.ports;
    for (const costs of ['m=4194304,t=2,p=1', 'm=19456,p=1,t=1000', 't=2,p=64,m=19456', 'm=19456,t=2'])
      expect(await hasher.verify(`$argon2id$v=19$${costs}$c29tZXNhbHRzb21lc2FsdA$${'A'.repeat(43)}`, 'x')).toBe(false);
  });
});
