// Catalogue: T13, T14; promises M2, M12: what somebody may do changes with their next request.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { readCommitted } from '#test/threats/device.js';
import { empower, grant, makeRole } from '#test/threats/powers.js';
import { openSecondHouse, type SecondHouse } from '#test/threats/second-house.js';

let house: TestHouse;
let second: SecondHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  second = await openSecondHouse(house);
  admin = await house.person('admin');
});
afterAll(async () => {
  await second.close();
  await house.close();
});

/** What somebody is told that they may do, and whether they are let in where users:read is asked for. */
async function powersOf(caller: Caller): Promise<string> {
  const me = await caller.send<{ me: { scopes: string[] } | null }>('{ me { scopes } }');
  const { code } = await caller.send('{ roles { name } }');
  return `${me.data?.me?.scopes.join(' ') ?? me.code}: ${code ?? 'in'}`;
}

const nothing = ': FORBIDDEN';
const reads = 'users:read: in';

interface Turn {
  readonly name: string;
  /** What was before. */
  readonly given: (person: Person) => Promise<unknown>;
  readonly before: string;
  readonly act: (person: Person) => Promise<unknown>;
  readonly after: string;
}

const roles = new Map<Person, string>();
const withRole =
  (...scopes: string[]) =>
  async (person: Person): Promise<void> =>
    void roles.set(person, await empower(house, person, ...scopes));
const roleOf = (person: Person): string => roles.get(person) ?? '';
const minute = (): Date => new Date(house.clock.now().getTime() + 60_000);

const turns: readonly Turn[] = [
  {
    name: 'a role that was given',
    given: async () => undefined,
    before: nothing,
    act: async (person) => acts.setRole(admin, person, await makeRole(house, 'users:read')),
    after: reads,
  },
  {
    name: 'a role that was taken',
    given: withRole('users:read'),
    before: reads,
    act: (person) => acts.setRole(admin, person, 'member'),
    after: nothing,
  },
  {
    name: 'a role that now holds more',
    given: withRole(),
    before: nothing,
    act: (person) => acts.updateRole(admin, roleOf(person), ['users:read']),
    after: reads,
  },
  {
    name: 'a role that now holds less',
    given: withRole('users:read', 'users:write'),
    before: 'users:read users:write: in',
    act: (person) => acts.updateRole(admin, roleOf(person), ['users:write']),
    after: 'users:write: FORBIDDEN',
  },
  {
    name: 'a grant',
    given: async () => undefined,
    before: nothing,
    act: (person) => acts.grant(admin, person, 'users:read'),
    after: reads,
  },
  {
    name: 'a grant that was taken back',
    given: (person) => grant(house, person, ['users:read']),
    before: reads,
    act: (person) => acts.revoke(admin, person, 'users:read'),
    after: nothing,
  },
  {
    name: 'a grant that was made shorter and has ended',
    given: (person) => grant(house, person, ['users:read']),
    before: reads,
    act: async (person) => {
      await acts.grant(admin, person, 'users:read', minute());
      house.clock.advance(60_000);
    },
    after: nothing,
  },
  {
    name: 'a grant that was made longer',
    given: (person) => grant(house, person, ['users:read'], minute()),
    before: reads,
    act: async (person) => {
      await acts.grant(admin, person, 'users:read');
      house.clock.advance(60_000);
    },
    after: reads,
  },
];

describe('the next request', () => {
  it.each(turns)('feels $name', async ({ given, before, act, after }) => {
    const person = await house.person();
    await given(person);
    admin = await house.person('admin');
    expect(await powersOf(person.caller)).toBe(before);
    await act(person);
    expect(await powersOf(person.caller)).toBe(after);
  });

  it.each(turns)('in another process feels $name within a second', async ({ given, before, act, after }) => {
    const person = await house.person();
    await given(person);
    admin = await house.person('admin');
    const caller = second.callerOf(person);
    await vi.waitFor(async () => expect(await powersOf(caller)).toBe(before), { timeout: 1_000, interval: 50 });
    await act(person);
    await vi.waitFor(async () => expect(await powersOf(caller)).toBe(after), { timeout: 1_000, interval: 50 });
  });
});

describe('a grant that ends', () => {
  it('is gone at its instant, in the session that is remembered and by the token that named it', async () => {
    const person = await house.person();
    const ends = minute();
    await grant(house, person, ['users:read'], ends);
    const { data } = await person.caller.send<{ refresh: { accessToken: string } }>(
      'mutation { refresh { accessToken } }',
    );
    person.caller.accessToken = data?.refresh.accessToken ?? '';
    const doors = [person.caller, second.callerOf(person)];
    for (const door of doors) expect(await powersOf(door)).toBe(reads);
    house.clock.advance(ends.getTime() - house.clock.now().getTime() - 5_000);
    for (const door of doors) expect(await powersOf(door)).toBe(reads);
    house.clock.advance(ends.getTime() - house.clock.now().getTime());
    for (const door of doors) expect(await powersOf(door)).toBe(nothing);
  });

  it('leaves the other grants, each until its own end', async () => {
    const person = await house.person();
    const hour = 3_600_000;
    await grant(house, person, ['users:delete'], minute());
    await grant(house, person, ['users:read'], new Date(minute().getTime() + 60_000));
    await grant(house, person, ['users:write'], new Date(minute().getTime() + 400 * 24 * hour));
    expect(await powersOf(person.caller)).toBe('users:read users:write users:delete: in');
    house.clock.advance(60_000);
    expect(await powersOf(person.caller)).toBe('users:read users:write: in');
    house.clock.advance(60_000);
    expect(await powersOf(person.caller)).toBe('users:write: FORBIDDEN');
  });

  it('dies with the person, and so do all the others', async () => {
    const person = await house.person();
    admin = await house.person('admin');
    await grant(house, person, ['users:read', 'users:write']);
    const rows = (): unknown[] => readCommitted(house, 'select 1 from scope_grant where user_id = ?', person.id);
    expect(rows()).toHaveLength(2);
    expect(await acts.remove(admin, person)).toMatchObject({ code: null });
    expect(rows()).toEqual([]);
    expect(await powersOf(person.caller)).toBe('SESSION_ENDED: SESSION_ENDED');
  });
});
