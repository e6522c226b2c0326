// Catalogue: C1, C2, C3, C4: statistics over the time that a refused sign-in takes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';

const signInText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
const pairs = sized(60, 2_000);
/** The standard error of an area under the curve of two samples of this size that do not differ (Hanley and McNeil). */
const standardError = Math.sqrt((2 * pairs + 1) / (12 * pairs * pairs));
/** Played whole, the area is held between 0.45 and 0.55; of a slice, no more can be asked than its size lets tell. */
const tolerance = Math.max(0.05, 4 * standardError);

let house: TestHouse;
let known: Person;
let suspended: Person;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1000000' });
  const admin = await house.person('admin');
  [known, suspended] = [await house.person(), await house.person()];
  const text = 'mutation ($id: ID!) { suspendUser(userId: $id, reason: "test") { id } }';
  await admin.caller.send(text, { id: suspended.id });
});
afterAll(() => house.close());

async function millisecondsOf(identifier: string, password: string): Promise<number> {
  const start = performance.now();
  await house.visitor().send(signInText, { input: { identifier, password } });
  return performance.now() - start;
}

/** How often the second is slower than the first, of all pairs: 0.5 where nobody can tell them apart. */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const wins = first.flatMap((one) => second.map((other) => (other > one ? 1 : other === one ? 0.5 : 0)));
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
}

/** Measures two kinds of attempt in turn, in random order within each pair, so that both meet the same noise. */
async function distinguish(one: () => Promise<number>, other: () => Promise<number>): Promise<number> {
  const [first, second]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair += 1)
    if (Math.random() < 0.5) {
      first.push(await one());
      second.push(await other());
    } else {
      second.push(await other());
      first.push(await one());
    }
  return areaUnderCurve(first, second);
}

const nobody = 'nobody-has-this-name';
const shapes = {
  'of usual length': 'a wrong password of good length',
  'of one character': 'x',
  'of 128 characters': 'wrong '.repeat(21) + 'ab',
};

describe('the time of a refusal does not tell', { timeout: sized(60_000, 1_200_000) }, () => {
  it.each(Object.entries(shapes))('whether an account exists, with a password %s', async (_name, password) => {
    const area = await distinguish(
      () => millisecondsOf(nobody, password),
      () => millisecondsOf(known.pseudo, password),
    );
    expect(Math.abs(area - 0.5)).toBeLessThan(tolerance);
  });

  it('whether it is suspended', async () => {
    const area = await distinguish(
      () => millisecondsOf(nobody, shapes['of usual length']),
      () => millisecondsOf(suspended.email, shapes['of usual length']),
    );
    expect(Math.abs(area - 0.5)).toBeLessThan(tolerance);
  });

  it('but the measure would notice a check that is left out', async () => {
    const area = await distinguish(
      () => millisecondsOf(nobody, ''),
      () => millisecondsOf(known.pseudo, shapes['of usual length']),
    );
    expect(area).toBeGreaterThan(0.9);
  });
});
