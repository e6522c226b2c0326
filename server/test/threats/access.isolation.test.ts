// Catalogue: Z6: nobody ever sees what another request is about.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { sourcesIn } from '../contract/files.js';

const reads = sized(2_000, 10_000);

let house: TestHouse;
let people: Person[];
beforeAll(async () => {
  house = await openTestHouse();
  people = await Promise.all(Array.from({ length: 50 }, () => house.person()));
});
afterAll(() => house.close());

interface Seen {
  readonly me: { readonly id: string; readonly email: string; readonly pseudo: string; readonly bio: string | null };
  readonly mySessions: readonly { readonly id: string; readonly current: boolean }[];
}

const seenText = '{ me { id email pseudo bio } mySessions { id current } }';

it('fifty people who read and write at once each see themselves alone', async () => {
  const sessions = new Map<string, string>();
  const ask = async ({ id, email, pseudo, caller }: Person, turn: number): Promise<void> => {
    const bio = `${pseudo} in turn ${turn}`;
    if (turn % 10 === 0)
      await caller.send('mutation ($bio: String!) { updateProfile(input: { bio: $bio }) { id } }', { bio });
    const { data } = await caller.send<Seen>(seenText);
    expect(data?.me).toMatchObject({ id, email, pseudo });
    expect(data?.me.bio).toBe(`${pseudo} in turn ${turn - (turn % 10)}`);
    expect(data?.mySessions).toMatchObject([{ current: true }]);
    const session = data?.mySessions[0]?.id ?? '';
    expect(sessions.get(session) ?? id).toBe(id);
    sessions.set(session, id);
  };
  for (let turn = 0; turn < reads / people.length; turn += 1)
    await Promise.all(people.map((person) => ask(person, turn)));
  expect(sessions.size).toBe(people.length);
}, 120_000);

it('no source asks the ORM for a manager that all requests would share', () => {
  const shared = /allowGlobalContext|\borm\.em(?!\.fork\()/;
  expect(
    sourcesIn('src')
      .filter(({ text }) => shared.test(text))
      .map(({ path }) => path),
  ).toEqual([]);
});
