// Catalogue: T6, T7: one refresh token that is presented again and again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import {
  ask,
  countEvents,
  mustRefresh,
  openDevice,
  readCommitted,
  refresh,
  rowOf,
  sessionIdOf,
  type Tokens,
} from '#test/threats/device.js';

const presentations = 300;

describe('one token', { timeout: 60_000 }, () => {
  let house: TestHouse;
  let person: Person;
  let device: Tokens;
  let id: string;

  beforeEach(async () => {
    house = await openTestHouse({ LIMITS_FACTOR: '1' });
    person = await house.person();
    device = await openDevice(house, person.id);
    id = sessionIdOf(device);
  });
  afterEach(() => house.close());

  it(`presented ${presentations} times at once is slowed down, and the family lives`, async () => {
    const answers = await Promise.all(Array.from({ length: presentations }, () => refresh(house, device.refreshToken)));
    const answered = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    const successors = new Set(answered.map(({ data }) => data?.refresh.refreshToken));
    expect(answered.length).toBeGreaterThanOrEqual(100);
    expect(refused.length).toBeGreaterThan(0);
    expect(successors.size).toBe(1);
    for (const { status, code, headers } of refused) {
      expect([status, code]).toEqual([429, 'RATE_LIMITED']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(countEvents(house, 'session.refreshed', id)).toBe(1);
    expect(rowOf(house, id)).toMatchObject({ generation: 2, ended_at: null });
    const [successor = ''] = successors;
    const next = await mustRefresh(house, successor);
    expect(await ask(house, next.accessToken)).toBe('member');
  });

  it('presented for ever one after the other is slowed down in the same way', async () => {
    await mustRefresh(house, device.refreshToken);
    const codes = new Map<string, number>();
    for (let replay = 0; replay < presentations; replay += 1) {
      const { code } = await refresh(house, device.refreshToken);
      codes.set(code ?? 'alive', (codes.get(code ?? 'alive') ?? 0) + 1);
    }
    expect(codes).toEqual(
      new Map([
        ['alive', 150],
        ['RATE_LIMITED', 150],
      ]),
    );
    expect(rowOf(house, id)).toMatchObject({ generation: 2, ended_at: null });
  });

  it('leaves the number of rows as it was, however often it rotates or is replayed', async () => {
    const sessions = (): unknown => readCommitted(house, 'select count(*) as n from session');
    const before = sessions();
    let newest = device;
    for (let rotation = 0; rotation < 10; rotation += 1) {
      const next = await mustRefresh(house, newest.refreshToken);
      for (let replay = 0; replay < 5; replay += 1) await mustRefresh(house, newest.refreshToken);
      newest = next;
    }
    expect(sessions()).toEqual(before);
    expect(rowOf(house, id)).toMatchObject({ generation: 11, ended_at: null });
  });
});
