// Promise M6: what an explanation says is what really happens, whoever asks for whatever.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { acts } from '#test/threats/acts.js';
import { empower, grant } from '#test/threats/powers.js';
import { prepare, samples, setStage } from '#test/threats/samples.js';

let house: TestHouse;
let keeper: Person;
beforeAll(async () => {
  house = await openTestHouse();
  keeper = await house.person('admin');
});
afterAll(() => house.close());

interface Explanation {
  readonly allowed: boolean;
  readonly missingScopes: readonly string[];
}

const explainText = `query ($id: ID!, $coordinate: String!) {
  explainAccess(userId: $id, coordinate: $coordinate) { allowed missingScopes }
}`;

async function explain({ id }: Person, coordinate: string): Promise<Explanation> {
  const { data } = await keeper.caller.send<{ explainAccess: Explanation }>(explainText, { id, coordinate });
  if (!data) throw new Error(`${coordinate} has no explanation`);
  return data.explainAccess;
}

const refusals = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'SESSION_ENDED', 'REAUTHENTICATION_REQUIRED'];

/** What happened, in the words of an explanation. */
const happened = ({ code, errors }: Answer<unknown>): Explanation => ({
  allowed: !refusals.includes(code ?? ''),
  missingScopes: errors[0]?.extensions.requires ?? [],
});

/** The first two in every run; what the others may do is called in the permission matrix, too. */
const standings: readonly { name: string; make: () => Promise<Person> }[] = [
  {
    name: 'somebody with a role that administrators made',
    make: async () => {
      const person = await house.person();
      await empower(house, person, 'users:read', 'roles:write');
      return person;
    },
  },
  {
    name: 'a member with grants',
    make: async () => {
      const person = await house.person();
      await grant(house, person, ['users:read', 'users:write', 'users:delete']);
      return person;
    },
  },
  { name: 'a member', make: () => house.person() },
  { name: 'an administrator', make: () => house.person('admin') },
];

describe.each(standings.slice(0, sized(2, standings.length)))('$name', ({ make }) => {
  it.each(Object.keys(samples))('gets from %s what the explanation says', async (coordinate) => {
    const person = await make();
    const act = await prepare(samples[coordinate] ?? { text: '' }, await setStage(house, keeper, person));
    const said = await explain(person, coordinate);
    const answer = await act(person.caller);
    expect(happened(answer), answer.body).toEqual(said);
  });
});

describe('somebody suspended', () => {
  it.each(Object.keys(samples))('gets from %s what the explanation says', async (coordinate) => {
    const person = await house.person();
    await empower(house, person, 'users:read');
    const act = await prepare(samples[coordinate] ?? { text: '' }, await setStage(house, keeper, person));
    await acts.suspend(keeper, person);
    const { allowed } = await explain(person, coordinate);
    const isOpen = house.app.house.access.get(coordinate)?.who === 'public';
    expect(allowed).toBe(isOpen);
    // What is open to everybody is open to them as to a visitor; their own session is over.
    if (!isOpen) expect(await act(person.caller)).toMatchObject({ code: 'SESSION_ENDED', status: 401 });
    else if (!coordinate.endsWith('refresh')) expect(happened(await act(house.visitor())).allowed).toBe(true);
  });
});
