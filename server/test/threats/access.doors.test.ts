// Catalogue: Z12: every door looks at the state of the account, for everybody who was let out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { User } from '#modules/users/index.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from './acts.js';
import { openDevice, refresh } from './device.js';
import { prepare, samples, setStage } from './samples.js';
import { digestOf } from './tables.js';

let house: TestHouse;
let keeper: Person;
beforeAll(async () => {
  house = await openTestHouse();
  keeper = await house.person('admin');
});
afterAll(() => house.close());

/** A row changed by whoever has the database in hand: no session ends, no fact is heard. */
const suspendBehindOurBack = async ({ id }: Person): Promise<void> => {
  await house.app.database.orm.em.fork().nativeUpdate(User, { id }, { status: 'SUSPENDED' });
};

const states: readonly { name: string; put: (person: Person) => Promise<unknown>; answer: object; door: string }[] = [
  {
    name: 'was suspended',
    put: (person) => acts.suspend(keeper, person),
    answer: { code: 'SESSION_ENDED', status: 401 },
    door: 'ACCOUNT_SUSPENDED',
  },
  {
    name: 'was deleted',
    put: (person) => acts.remove(keeper, person),
    answer: { code: 'SESSION_ENDED', status: 401 },
    door: 'INVALID_CREDENTIALS',
  },
  {
    name: 'was suspended behind our back, with a session that lives',
    put: suspendBehindOurBack,
    answer: { code: 'ACCOUNT_SUSPENDED', status: 403 },
    door: 'ACCOUNT_SUSPENDED',
  },
];

const closed = Object.keys(samples).filter(
  (coordinate) => !['login', 'logout', 'refresh', 'register', 'instance'].includes(coordinate.split('.')[1] ?? ''),
);

describe.each(states)('an administrator who $name', ({ put, answer, door }) => {
  it.each(closed)('does not come in by %s', async (coordinate) => {
    const person = await house.person('admin');
    const act = await prepare(samples[coordinate] ?? { text: '' }, await setStage(house, keeper, person));
    await put(person);
    const before = await digestOf(house);
    const got = await act(person.caller);
    expect(got, got.body).toMatchObject(answer);
    expect(await digestOf(house)).toBe(before);
  });

  it('does not sign in, nor refresh by body or cookie', async () => {
    const person = await house.person('admin');
    const device = await openDevice(house, person.id);
    const signIn = await prepare(samples['Mutation.login'] ?? { text: '' }, await setStage(house, keeper, person));
    await put(person);
    expect(await signIn(house.visitor())).toMatchObject({ code: door });
    expect(await refresh(house, device.refreshToken)).toMatchObject({ code: 'SESSION_ENDED', status: 401 });
    expect(await person.caller.send('mutation { refresh { accessToken } }')).toMatchObject({ code: 'SESSION_ENDED' });
  });
});
