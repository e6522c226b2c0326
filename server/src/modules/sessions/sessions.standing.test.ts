// Catalogue: T14: a request that has begun does nothing more once its author was stopped.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import type { UserIdentity } from '#kernel/identity.js';
import { findAccess } from '#modules/users/index.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { acts } from '#test/threats/acts.js';
import { openDevice, sessionIdOf } from '#test/threats/device.js';
import { grant } from '#test/threats/powers.js';
import { digestOf } from '#test/threats/tables.js';

let house: TestHouse;
let admin: Person;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await house.person('admin');
});
afterAll(() => house.close());

/** Who somebody was when their request came in. */
async function arrived(id: string): Promise<UserIdentity> {
  const sessionId = sessionIdOf(await openDevice(house, id));
  const now = house.clock.now();
  const access = await findAccess(house.app.house.ports.reader, id, now);
  return { kind: 'user', id, sessionId, role: access?.role ?? '', scopes: new Set(access?.scopes), provenAt: now };
}

describe('a request of an administrator that is still running', () => {
  let author: Person;
  let victim: Person;
  let identity: UserIdentity;
  beforeEach(async () => {
    [author, victim] = [await house.person('admin'), await house.person()];
    identity = await arrived(author.id);
  });

  async function goesOn(): Promise<unknown> {
    const { services } = house.app.house.open({ requestId: newId(), identity });
    const before = await digestOf(house);
    const error = await services.admin.accounts.suspend(victim.id, 'late').then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error) expect(await digestOf(house)).toBe(before);
    return error;
  }

  it('goes on while nothing happened', async () => expect(await goesOn()).toBeNull());

  it.each<[string, object, () => Promise<unknown>]>([
    ['their role was taken', { code: 'FORBIDDEN' }, () => acts.setRole(admin, author, 'member')],
    ['they were suspended', { code: 'SESSION_ENDED' }, () => acts.suspend(admin, author)],
    ['they were deleted', { code: 'SESSION_ENDED' }, () => acts.remove(admin, author)],
    ['their sessions were ended', { code: 'SESSION_ENDED' }, () => acts.endSessions(admin, author)],
  ])('stops where %s', async (_what, error, happens) => {
    await happens();
    expect(await goesOn()).toMatchObject(error);
  });
});

it('stops where a grant was taken or has ended, and names it', async () => {
  const [author, victim] = [await house.person(), await house.person()];
  await grant(house, author, ['users:read', 'users:write'], new Date(house.clock.now().getTime() + 60_000));
  const identity = await arrived(author.id);
  const { services } = house.app.house.open({ requestId: newId(), identity });
  await acts.revoke(admin, author, 'users:read');
  await expect(services.admin.accounts.suspend(victim.id, 'late')).rejects.toMatchObject({
    details: { requires: ['users:read'] },
  });
  house.clock.advance(61_000);
  await expect(services.admin.accounts.suspend(victim.id, 'late')).rejects.toMatchObject({
    details: { requires: ['users:read', 'users:write'] },
  });
});

it('stops within one document: what came before took its time', async () => {
  const [author, victim] = [await house.person('admin'), await house.person()];
  const slow = 'login(input: { identifier: "nobody-here", password: "a wrong password" }) { auth { accessToken } }';
  const text = `mutation ($id: ID!) { ${slow} suspendUser(userId: $id, reason: "late") { id } }`;
  const running = author.caller.send(text, { id: victim.id });
  await acts.setRole(admin, author, 'member');
  await running;
  const status = await admin.caller.send<{ user: { status: string } }>(
    'query ($id: ID!) { user(id: $id) { status } }',
    {
      id: victim.id,
    },
  );
  expect(status.data?.user.status).toBe('ACTIVE');
});
