// Catalogue: C17, C19.
import { ClaimInstanceDocument, InstanceDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

describe('claimInstance', () => {
  let house: TestHouse;
  let first: Person;
  beforeAll(async () => {
    house = await openTestHouse();
    first = await house.person();
  });
  afterAll(() => house.close());

  const token = (): string => /#([\w-]{43})$/.exec(house.announced.at(-1) ?? '')?.[1] ?? '';

  it('prints an address with a token, and writes it into no log line', () => {
    expect(house.announced).toHaveLength(1);
    expect(house.announced[0]).toContain('http://localhost:4000/claim#');
    expect(token()).not.toBe('');
    expect(house.lines.join('')).not.toContain(token());
  });

  it('is not for visitors', async () => {
    const answer = await house.visitor().run(ClaimInstanceDocument, { token: token() });
    expect([answer.code, answer.status]).toEqual(['UNAUTHENTICATED', 401]);
  });

  it.each(['', 'x', 'A'.repeat(43), '\u00e9'])('a wrong token is refused and changes nothing: %s', async (wrong) => {
    const events = await house.eventsOf(async () => {
      const answer = await first.caller.run(ClaimInstanceDocument, { token: wrong });
      expect([answer.code, answer.status]).toEqual(['BAD_USER_INPUT', 400]);
      expect(answer.errors[0]?.extensions.fields).toMatchObject([{ name: 'token', code: 'invalid_format' }]);
    });
    expect(events).toEqual([]);
  });

  it('a new start voids the address of the last one', async () => {
    const old = token();
    house = await house.reopen();
    expect(token()).not.toBe(old);
    first = await house.person();
    expect((await first.caller.run(ClaimInstanceDocument, { token: old })).code).toBe('BAD_USER_INPUT');
  });

  it('twenty people at once: one becomes administrator', async () => {
    const people = [first];
    while (people.length < 20) people.push(await house.person());
    const scopes: (readonly string[])[] = [];
    const refusals: (string | null)[] = [];
    const events = await house.eventsOf(() =>
      Promise.all(
        people.map(async ({ caller }) => {
          const { code, data } = await caller.run(ClaimInstanceDocument, { token: token() });
          if (data) scopes.push(data.claimInstance.scopes);
          else refusals.push(code);
        }),
      ),
    );
    expect(scopes, 'the answer tells what the administrator may do from now on').toEqual([
      expect.arrayContaining(['users:write', 'roles:write']),
    ]);
    expect(refusals).toEqual(new Array(19).fill('BAD_USER_INPUT'));
    expect(events).toEqual(['user.role_changed']);
    expect(await house.app.database.reader.all(`select 1 from "user" where role = 'admin'`, [])).toHaveLength(1);
    expect((await house.visitor().run(InstanceDocument, {})).data?.instance.claimable).toBe(false);
  });

  it('a house with an administrator offers no claim', async () => {
    house = await house.reopen();
    expect(house.announced).toEqual([]);
  });
});
