// Catalogue: T5: proving the password again gives the proof to nobody who stole a token.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { ask, openDevice, refresh, rowOf, sessionIdOf, mustRefresh, type Tokens } from '#test/threats/device.js';

const confirmText = `mutation ($password: String!) { confirmPassword(password: $password) { accessToken refreshToken } }`;
const pastGraceMs = 60_000;

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

async function confirm({ accessToken }: Tokens): Promise<Tokens> {
  const caller = house.visitor({ authorization: `Bearer ${accessToken}` });
  const { data, body } = await caller.send<{ confirmPassword: Tokens }>(confirmText, { password: goodPassword });
  if (!data) throw new Error(`the right password was refused: ${body}`);
  return data.confirmPassword;
}

it('whoever rotated a stolen token before is not handed it: their tokens are dead, and a replay ends the session', async () => {
  const person = await house.person('admin');
  const owner = await openDevice(house, person.id);
  const thief = await mustRefresh(house, owner.refreshToken);
  expect(await ask(house, thief.accessToken)).toBe('admin');
  house.clock.advance(pastGraceMs);
  const proven = await confirm(owner);
  expect(proven.refreshToken).not.toBe(thief.refreshToken);
  expect(await ask(house, thief.accessToken)).toBe('UNAUTHENTICATED');
  expect(await ask(house, proven.accessToken)).toBe('admin');
  house.clock.advance(pastGraceMs);
  expect((await refresh(house, thief.refreshToken)).code).toBe('SESSION_ENDED');
  expect(rowOf(house, sessionIdOf(proven)).end_reason).toBe('reused');
});

it('whoever proves it goes on with what they are given', async () => {
  const person = await house.person();
  const proven = await confirm(await openDevice(house, person.id));
  expect(await ask(house, proven.accessToken)).toBe('member');
  expect(await ask(house, (await mustRefresh(house, proven.refreshToken)).accessToken)).toBe('member');
});
