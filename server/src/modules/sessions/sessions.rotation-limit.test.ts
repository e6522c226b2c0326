// Catalogue: T6: more than thirty rotations in a minute are refused for a while; the family lives, and so does every other.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { ask, mustRefresh, openDevice, refresh, rowOf, sessionIdOf } from '#test/threats/device.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1' });
});
afterAll(() => house.close());

it('throttles one family that rotates too often, and ends nothing', async () => {
  const { id } = await house.person();
  const [busy, calm] = [await openDevice(house, id), await openDevice(house, id)];
  let newest = busy;
  for (let rotation = 0; rotation < 30; rotation += 1) newest = await mustRefresh(house, newest.refreshToken);

  const events = await house.eventsOf(async () => {
    const { status, code, errors, headers } = await refresh(house, newest.refreshToken);
    expect([status, code]).toEqual([429, 'RATE_LIMITED']);
    const waitS = errors[0]?.extensions.retryAfterS ?? 0;
    expect(waitS).toBeGreaterThan(0);
    expect(waitS).toBeLessThanOrEqual(60);
    expect(headers['retry-after']).toBe(String(waitS));
  });
  expect(events).toEqual([]);
  expect(rowOf(house, sessionIdOf(busy))).toMatchObject({ generation: 31, ended_at: null });
  expect(await ask(house, newest.accessToken)).toBe('member');
  expect((await mustRefresh(house, calm.refreshToken)).refreshToken).not.toBe(calm.refreshToken);
});
