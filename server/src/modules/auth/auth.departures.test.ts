// Catalogue: V6: whoever deletes their account can come back for as long as the setting says, and no longer.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DeleteAccountDocument, SignInDocument } from '@socle/schema/documents';
import { User } from '#modules/users/index.js';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { endSweep, startSweep } from './departures.js';

const dayMs = 86_400_000;

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ DELETION_GRACE_DAYS: '14' });
});
afterAll(() => house.close());

const leave = ({ caller, pseudo }: Person) =>
  caller.run(DeleteAccountDocument, { input: { password: goodPassword, confirmation: pseudo } });

const signIn = async ({ pseudo }: Person): Promise<string | null> =>
  (await house.visitor().run(SignInDocument, { input: { identifier: pseudo, password: goodPassword } })).code;

const isThere = async ({ id }: Person): Promise<boolean> =>
  (await house.app.database.reader.one('select 1 from "user" where id = ?', [id])) !== undefined;

/** What the house does every minute. */
async function sweep(): Promise<void> {
  endSweep(house.app.house);
  await startSweep(house.app.house);
}

describe('whoever deletes their account, with fourteen days to come back', () => {
  it('is signed out everywhere, and told until when', async () => {
    const person = await house.person();
    const other = await house.signIn(person);
    const send = vi.spyOn(house.app.house.ports.mailer, 'send');
    expect(await house.eventsOf(() => leave(person))).toEqual([
      'session.ended',
      'session.ended',
      'user.deletion_planned',
    ]);
    const due = new Date(house.clock.now().getTime() + 14 * dayMs).toISOString().slice(0, 10);
    expect(send.mock.calls.map(([{ to, text }]) => [to, text.includes(due)])).toEqual([[person.email, true]]);
    expect((await other.send('{ me { id } }')).code).toBe('SESSION_ENDED');
    vi.restoreAllMocks();
  });

  it('stays by signing in, with everything', async () => {
    const person = await house.person();
    await leave(person);
    house.clock.advance(13 * dayMs);
    await sweep();
    expect(await house.eventsOf(() => signIn(person))).toEqual(['user.deletion_withdrawn', 'session.opened']);
    house.clock.advance(2 * dayMs);
    await sweep();
    expect(await isThere(person)).toBe(true);
  });

  it('is gone afterwards, once', async () => {
    const person = await house.person();
    await leave(person);
    house.clock.advance(14 * dayMs);
    expect(await isThere(person)).toBe(true);
    expect(await house.eventsOf(sweep)).toContain('user.deleted');
    expect([await isThere(person), await signIn(person)]).toEqual([false, 'INVALID_CREDENTIALS']);
    expect(await house.eventsOf(sweep)).toEqual([]);
  });

  it('does not come back with a wrong password', async () => {
    const person = await house.person();
    await leave(person);
    const input = { identifier: person.pseudo, password: 'nine slow rivers under the moon' };
    await house.visitor().run(SignInDocument, { input });
    house.clock.advance(14 * dayMs);
    await sweep();
    expect(await isThere(person)).toBe(false);
  });

  it('stays where they have become the last administrator, until there is another', async () => {
    const [leaving, other] = [await house.person('admin'), await house.person('admin')];
    await house.becomeFresh(leaving);
    expect((await leave(leaving)).code).toBeNull();
    await house.onlyAdmin(leaving);
    house.clock.advance(14 * dayMs);
    await sweep();
    expect(await isThere(leaving)).toBe(true);
    expect(house.lines.some((line) => line.includes('departure.failed'))).toBe(true);
    await house.app.database.orm.em.fork().nativeUpdate(User, { id: other.id }, { role: 'admin' });
    await sweep();
    expect(await isThere(leaving)).toBe(false);
  });
});
