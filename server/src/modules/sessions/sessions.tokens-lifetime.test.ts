// Catalogue: T9, T19, T20, A12.
import { EndSessionDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const secondMs = 1_000;
const dayMs = 86_400_000;

describe('lifetimes', () => {
  let house: TestHouse;
  let person: Person;

  /** Moves the clock to `offsetMs` after an instant. */
  const goTo = (instant: number, offsetMs: number): void =>
    house.clock.advance(instant + offsetMs - house.clock.now().getTime());

  async function refreshUntil(end: number, device: Tokens): Promise<Tokens> {
    let newest = device;
    while (end - house.clock.now().getTime() > 6 * dayMs) {
      house.clock.advance(5 * dayMs);
      newest = await mustRefresh(house, newest.refreshToken);
    }
    return newest;
  }

  beforeAll(async () => {
    house = await openTestHouse();
    person = await house.person();
  });
  afterAll(() => house.close());

  it('an idle session answers a second before its limit', async () => {
    const device = await openDevice(house, person.id);
    goTo(rowOf(house, sessionIdOf(device)).idle_expires_at, -secondMs);
    await mustRefresh(house, device.refreshToken);
  });

  it('an idle session past its limit is no longer there to be ended', async () => {
    const idle = await openDevice(house, person.id);
    goTo(rowOf(house, sessionIdOf(idle)).idle_expires_at, secondMs);
    const fresh = await house.signIn(person);
    const answer = await fresh.run(EndSessionDocument, { id: sessionIdOf(idle) });
    expect([answer.code, answer.status]).toEqual(['NOT_FOUND', 404]);
  });

  it('an idle session is refused a second after its limit', async () => {
    const device = await openDevice(house, person.id);
    goTo(rowOf(house, sessionIdOf(device)).idle_expires_at, secondMs);
    const answer = await refresh(house, device.refreshToken);
    expect(answer).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(answer.errors[0]?.extensions.reason).toBe('expired');
  });

  it.each([
    [-secondMs, 200],
    [secondMs, 401],
  ])('a session in constant use answers %i ms from its absolute limit with %i', async (offsetMs, status) => {
    const device = await openDevice(house, person.id);
    const { expires_at: end } = rowOf(house, sessionIdOf(device));
    const newest = await refreshUntil(end, device);
    const row = rowOf(house, sessionIdOf(device));
    expect(row).toMatchObject({ expires_at: end, idle_expires_at: end });
    goTo(end, offsetMs);
    expect(await refresh(house, newest.refreshToken)).toMatchObject({ status });
  });

  it('a lost response is answered until the idle limit and no longer', async () => {
    const device = await openDevice(house, person.id);
    await mustRefresh(house, device.refreshToken);
    const { idle_expires_at: end } = rowOf(house, sessionIdOf(device));
    goTo(end, -secondMs);
    await mustRefresh(house, device.refreshToken);
    goTo(end, secondMs);
    expect(await refresh(house, device.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('an access token ends with its time, and never later than its session', async () => {
    const device = await openDevice(house, person.id);
    const [, payload = ''] = device.accessToken.split('.');
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number };
    goTo(exp * secondMs, -secondMs);
    expect(await ask(house, device.accessToken)).toBe('member');
    goTo(exp * secondMs, secondMs);
    expect(await ask(house, device.accessToken)).toBe('UNAUTHENTICATED');
    const { expires_at: end } = rowOf(house, sessionIdOf(device));
    const newest = await refreshUntil(end, device);
    goTo(end, -5 * secondMs);
    const last = await mustRefresh(house, newest.refreshToken);
    goTo(end, secondMs);
    expect(await ask(house, last.accessToken)).toBe('UNAUTHENTICATED');
  });

  it('a clock that steps an hour forward or back puts nobody out', async () => {
    const device = await openDevice(house, person.id);
    house.clock.advance(3_600_000);
    const next = await mustRefresh(house, device.refreshToken);
    house.clock.advance(-3_600_000);
    const last = await mustRefresh(house, next.refreshToken);
    expect(await ask(house, last.accessToken)).toBe('member');
  });
});

describe('the number of sessions', () => {
  it('is 20: the session used longest ago ends, with its event', async () => {
    const house = await openTestHouse();
    const { id: userId } = await house.person();
    const living = 'select id from session where user_id = ? and ended_at is null order by created_at';
    const [own] = readCommitted<{ id: string }>(house, living, userId);
    house.clock.advance(secondMs);
    const devices: Tokens[] = [];
    for (let sessions = 1; sessions < 20; sessions += 1) {
      devices.push(await openDevice(house, userId));
      house.clock.advance(secondMs);
    }
    expect(readCommitted(house, living, userId)).toHaveLength(20);
    const newest = await openDevice(house, userId);
    expect(readCommitted(house, living, userId)).toHaveLength(20);
    expect(rowOf(house, own?.id ?? '')).toMatchObject({ end_reason: 'revoked' });
    expect(countEvents(house, 'session.ended', own?.id ?? '')).toBe(1);
    for (const device of [...devices, newest]) expect(await ask(house, device.accessToken)).toBe('member');
    await house.close();
  });
});
