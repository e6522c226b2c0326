import { InstanceDocument, OverviewDocument, PersonPageDocument, SignInDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aboutFields, operation, outsiders, refusedTo, scenario, scenarios } from '#test/scenario.js';

const ChartDocument = operation<object, { days: number }>(
  'query ($days: Int!) { overview { loginsByDay(days: $days) { day } } }',
);

scenarios("a person's page", [
  scenario({
    name: 'shows the account and its living sessions',
    as: 'admin',
    operation: PersonPageDocument,
    variables: ({ member }) => ({ id: member.id }),
    expect: ({ data }, { member }) => {
      expect(data?.user).toMatchObject({ pseudo: member.pseudo, email: member.email });
      expect(data?.sessions).toMatchObject([{ current: false }]);
    },
    events: [],
  }),
]);

scenarios('overview', [
  ...[0, -1, 91].map((days) =>
    scenario({
      name: `a chart of ${days} days is refused`,
      as: 'admin',
      operation: ChartDocument,
      variables: { days },
      code: 'BAD_USER_INPUT',
      status: 400,
      expect: aboutFields('days:out_of_range'),
      events: [],
    }),
  ),
  ...outsiders.map((who) =>
    scenario({
      name: `a ${who} may not`,
      ...refusedTo(who),
      operation: OverviewDocument,
      variables: { days: 7 },
    }),
  ),
]);

describe('overview and instance, in figures', () => {
  let house: TestHouse;
  let admin: Person;
  beforeAll(async () => {
    house = await openTestHouse({ PASSWORD_MIN_LENGTH: '12', BACKUP_EVERY: '1d' });
  });
  afterAll(() => house.close());

  const instance = async () => (await house.visitor().run(InstanceDocument, {})).data?.instance;
  const overview = async (days = 3) => (await admin.caller.run(OverviewDocument, { days })).data?.overview;

  it('anybody sees whether the instance waits for its administrator, and what a password must be', async () => {
    const events = await house.eventsOf(async () => {
      expect(await instance()).toEqual({
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
        registration: 'OPEN',
        passwordMinLength: 12,
        deletionGraceDays: 0,
        claimable: true,
      });
    });
    expect(events).toEqual([]);
    admin = await house.person('admin');
    expect((await instance())?.claimable).toBe(false);
  });

  it('counts people, living sessions, sign-ins and failures', async () => {
    const member = await house.person();
    await house.signIn(member);
    await house.visitor().run(SignInDocument, { input: { identifier: member.pseudo, password: 'wrong' } });
    expect(await overview()).toMatchObject({ users: 2, activeSessions: 3, loginsLast24h: 3, failedLoginsLast24h: 1 });
  });

  it('draws one point a day, oldest first, today last', async () => {
    const today = house.clock.now().toISOString().slice(0, 10);
    const { registrations, logins } = (await overview()) ?? {};
    expect(registrations?.map(({ count }) => count)).toEqual([0, 0, 2]);
    expect(logins?.map(({ count }) => count)).toEqual([0, 0, 3]);
    expect(logins?.at(-1)?.day).toBe(today);
    expect((await overview(90))?.logins).toHaveLength(90);
  });

  it('tells how old backups are, and that a schedule has stopped', async () => {
    const { change } = house.app.house.open({ requestId: newId() });
    const backups = async () => (await overview())?.backups;
    expect(await backups()).toEqual({ lastMadeAt: null, lastProvenAt: null, late: true });
    await change(async ({ record }) => record('backup.made'));
    const madeAt = (await backups())?.lastMadeAt ?? '';
    expect(Math.abs(Date.parse(madeAt) - house.clock.now().getTime())).toBeLessThan(1_000);
    expect(await backups()).toEqual({ lastMadeAt: madeAt, lastProvenAt: null, late: false });
    await change(async ({ record }) => record('backup.drilled'));
    const provenAt = (await backups())?.lastProvenAt ?? '';
    expect(Date.parse(provenAt)).toBeGreaterThanOrEqual(Date.parse(madeAt));
    expect(await backups()).toEqual({ lastMadeAt: madeAt, lastProvenAt: provenAt, late: false });
  });

  it('moves with the days', async () => {
    house.clock.advance(2 * 86_400_000);
    await house.becomeUnfresh(admin);
    const after = await overview();
    expect(after).toMatchObject({ loginsLast24h: 0, failedLoginsLast24h: 0 });
    expect(after?.logins.map(({ count }) => count)).toEqual([3, 0, 0]);
    house.clock.advance(1);
    expect((await overview())?.backups.late).toBe(true);
  });
});
