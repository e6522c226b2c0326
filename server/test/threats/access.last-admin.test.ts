// Catalogue: Z10: one administrator always stays, however many act against each other at once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { acts } from './acts.js';
import { readCommitted } from './device.js';

const rounds = Array.from({ length: sized(2, 20) }, (_, index) => index + 1);

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

const activeAdmins = (): { id: string }[] =>
  readCommitted(house, `select id from "user" where role = 'admin' and status = 'ACTIVE'`);

/** An account's end, by itself; a busy machine may shed the password's work, and is asked again. */
async function leave({ caller, pseudo }: Person): Promise<Answer<unknown>> {
  const text = 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }';
  const answer = await caller.send(text, { input: { password: goodPassword, confirmation: pseudo } });
  return answer.code === 'UNAVAILABLE' ? leave({ caller, pseudo } as Person) : answer;
}

type Act = (actor: Person, target: Person) => Promise<Answer<unknown>>;

const demote: Act = (actor, target) => acts.setRole(actor, target, 'member');
const stepDown: Act = (actor) => acts.setRole(actor, actor, 'member');
const ways: readonly (readonly [string, Act])[] = [
  ['demote each other', demote],
  ['suspend each other', acts.suspend],
  ['delete each other', acts.remove],
  ['step down', stepDown],
  ['delete themselves', leave],
];

/** What somebody who came too late may hear. */
const late = ['CONFLICT', 'FORBIDDEN', 'NOT_FOUND', 'SESSION_ENDED', 'UNAUTHENTICATED', 'INVALID_CREDENTIALS'];

async function race(act: (index: number) => Act): Promise<void> {
  const admins = await Promise.all(Array.from({ length: 10 }, () => house.person('admin')));
  const answers = await Promise.all(
    admins.map((actor, index) => act(index)(actor, admins[(index + 1) % admins.length] ?? actor)),
  );
  const codes = answers.flatMap(({ code }) => (code === null ? [] : [code]));
  expect(codes.filter((code) => !late.includes(code))).toEqual([]);
  expect(answers.length - codes.length).toBeLessThan(10);
  expect(activeAdmins().length).toBeGreaterThanOrEqual(1);
}

describe('ten administrators', () => {
  it.each(ways)('who all %s at once leave one at least', async (_name, act) => {
    for (const _round of rounds) {
      await race(() => act);
      // The survivors are the next round's others: they would keep it from being about the last one.
      await house.close();
      house = await openTestHouse();
    }
  });

  it('who do all of that at once leave one at least', async () => {
    for (const round of rounds) {
      await race((index) => ways[(index + round) % ways.length]?.[1] ?? demote);
      await house.close();
      house = await openTestHouse();
    }
  });
});

describe('the last administrator', () => {
  it('stays, whoever else could do everything by a role of another name or by grants', async () => {
    const admin = await house.person('admin');
    const peer = await house.person();
    for (const scope of ['users:read', 'users:write', 'users:delete', 'roles:write', 'audit:read'])
      await acts.grant(admin, peer, scope);
    for (const act of [demote, acts.suspend, acts.remove])
      expect(await act(peer, admin)).toMatchObject({
        code: 'CONFLICT',
        errors: [{ extensions: { reason: 'last_administrator' } }],
      });
    expect(activeAdmins()).toEqual([{ id: admin.id }]);
  });
});
