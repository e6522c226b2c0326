// Catalogue: T13, T14; promise M2.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp, type App } from '#house/app.js';
import { readSettings } from '#house/settings.js';
import { createLog } from '#platform/telemetry/log.js';
import { goodPassword } from '#test/builders.js';
import { Caller } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { ask, openDevice, sessionIdOf, type Tokens } from '#test/threats/device.js';

interface Parties {
  readonly house: TestHouse;
  readonly person: Person;
  readonly admin: Person;
  readonly device: Tokens;
}

interface Ending {
  readonly name: string;
  readonly act: (parties: Parties) => Promise<{ status: number; body: string }>;
  /** What the access token already issued is worth from then on. */
  readonly then: string;
}

const byAdmin =
  (text: string) =>
  ({ admin, person }: Parties) =>
    admin.caller.send(text, { id: person.id });

const endings: readonly Ending[] = [
  {
    name: 'sign-out',
    act: ({ house, device }) =>
      house.visitor({ authorization: `Bearer ${device.accessToken}` }).send('mutation { logout }'),
    then: 'SESSION_ENDED',
  },
  {
    name: 'an ended session',
    act: ({ person, device }) =>
      person.caller.send('mutation ($id: ID!) { revokeSession(id: $id) }', { id: sessionIdOf(device) }),
    then: 'SESSION_ENDED',
  },
  {
    name: 'signing out everywhere',
    act: ({ person }) => person.caller.send('mutation { logoutEverywhere }'),
    then: 'SESSION_ENDED',
  },
  {
    name: 'suspension',
    act: byAdmin('mutation ($id: ID!) { suspendUser(userId: $id, reason: "test") { id } }'),
    then: 'SESSION_ENDED',
  },
  {
    name: 'sessions ended by an administrator',
    act: byAdmin('mutation ($id: ID!) { revokeUserSessions(userId: $id) }'),
    then: 'SESSION_ENDED',
  },
  { name: 'deletion', act: byAdmin('mutation ($id: ID!) { deleteUser(userId: $id) }'), then: 'SESSION_ENDED' },
  {
    name: 'a changed password',
    act: ({ person }) =>
      person.caller.send('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { accessToken } }', {
        input: { currentPassword: goodPassword, newPassword: 'eleven loud rivers under glass' },
      }),
    then: 'SESSION_ENDED',
  },
  {
    name: 'a role that was given',
    act: byAdmin('mutation ($id: ID!) { setUserRole(userId: $id, role: "admin") { id } }'),
    then: 'admin',
  },
];

describe('an access token already issued', () => {
  let house: TestHouse;
  let admin: Person;
  beforeAll(async () => {
    house = await openTestHouse();
    admin = await house.person('admin');
  });
  afterAll(() => house.close());

  it.each(endings)('after $name is worth $then at the very next request', async ({ act, then }) => {
    const person = await house.person();
    const device = await openDevice(house, person.id);
    expect(await ask(house, device.accessToken)).toBe('member');
    expect(await act({ house, person, admin, device })).toMatchObject({ status: 200 });
    expect(await ask(house, device.accessToken)).toBe(then);
  });

  it('carries the rights of the new role at once, and loses those of the old one', async () => {
    const person = await house.person();
    const device = await openDevice(house, person.id);
    const list = (): Promise<string | null> =>
      house
        .visitor({ authorization: `Bearer ${device.accessToken}` })
        .send('{ roles { name } }')
        .then(({ code }) => code);
    const give = (role: string): Promise<unknown> =>
      admin.caller.send('mutation ($id: ID!, $role: String!) { setUserRole(userId: $id, role: $role) { id } }', {
        id: person.id,
        role,
      });
    expect(await list()).toBe('FORBIDDEN');
    await give('admin');
    expect(await list()).toBeNull();
    await give('member');
    expect(await list()).toBe('FORBIDDEN');
  });

  it('of this very session dies with the password that it was made under', async () => {
    const person = await house.person();
    const old = person.caller.accessToken ?? '';
    await endings
      .find(({ name }) => name === 'a changed password')
      ?.act({ house, person, admin, device: { accessToken: '', refreshToken: '' } });
    expect(await ask(house, old)).toBe('UNAUTHENTICATED');
  });

  it('keeps no rights that were taken while its first request was under way', async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = await house.person('admin');
      const device = await openDevice(house, person.id);
      const demote = admin.caller.send('mutation ($id: ID!) { setUserRole(userId: $id, role: "member") { id } }', {
        id: person.id,
      });
      const requests = Array.from({ length: 5 }, () => ask(house, device.accessToken));
      await Promise.all([demote, ...requests]);
      expect(await ask(house, device.accessToken)).toBe('member');
      expect(
        await house.visitor({ authorization: `Bearer ${device.accessToken}` }).send('{ roles { name } }'),
      ).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('costs no read of the database after its first request', async () => {
    const { accessToken } = await openDevice(house, admin.id);
    const caller = house.visitor({ authorization: `Bearer ${accessToken}` });
    await caller.send('{ __typename }');
    const { reader } = house.app.house.ports;
    const [one, all] = [vi.spyOn(reader, 'one'), vi.spyOn(reader, 'all')];
    for (let request = 0; request < 100; request += 1)
      expect(await caller.send('{ __typename }')).toMatchObject({ status: 200 });
    const asked = [...one.mock.calls, ...all.mock.calls].map(([sql]) => sql);
    expect(asked.filter((sql) => !/from (recorded_event|journal_checkpoint)/.test(sql))).toEqual([]);
    vi.restoreAllMocks();
  });
});

describe('another process on the same database', () => {
  let house: TestHouse;
  let second: App;
  let admin: Person;
  const folder = mkdtempSync(join(tmpdir(), 'socle-second-'));

  beforeAll(async () => {
    house = await openTestHouse();
    const environment = {
      NODE_ENV: 'test',
      DATA_DIR: house.folder,
      PUBLIC_URL: 'http://localhost:4000',
      LIMITS_FACTOR: '1000',
    };
    second = await createApp({
      settings: readSettings(environment, house.folder),
      log: createLog('silent'),
      clock: house.clock,
      clientFolder: folder,
    });
    await second.http.ready();
    admin = await house.person('admin');
  });
  afterAll(async () => {
    await second.close();
    await house.close();
    rmSync(folder, { recursive: true });
  });

  const askSecond = async (token: string): Promise<string> => {
    const { code, data } = await new Caller(second.http, { authorization: `Bearer ${token}` }).send<{
      me: { role: string };
    }>('{ me { role } }');
    return code ?? data?.me.role ?? 'nobody';
  };

  it.each(endings)('knows of $name within a second', async ({ act, then }) => {
    const person = await house.person();
    const device = await openDevice(house, person.id);
    expect(await askSecond(device.accessToken)).toBe('member');
    expect(await act({ house, person, admin, device })).toMatchObject({ status: 200 });
    await vi.waitFor(async () => expect(await askSecond(device.accessToken)).toBe(then), {
      timeout: 1_000,
      interval: 50,
    });
  });

  it('that stood still for longer than it looks back still learns of everything', async () => {
    const person = await house.person();
    const device = await openDevice(house, person.id);
    expect(await askSecond(device.accessToken)).toBe('member');
    await endings.find(({ name }) => name === 'suspension')?.act({ house, person, admin, device });
    house.clock.advance(60_000);
    await vi.waitFor(async () => expect(await askSecond(device.accessToken)).toBe('SESSION_ENDED'), {
      timeout: 1_000,
      interval: 50,
    });
  });
});
