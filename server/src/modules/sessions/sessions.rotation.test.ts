// Catalogue: T1, T2, T3, T4, T5, T8, T9, T11.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import {
  ask,
  countEvents,
  mustRefresh,
  openDevice,
  refresh,
  rowOf,
  sessionIdOf,
  type Tokens,
} from '#test/threats/device.js';

const graceMs = 10_000;

describe('rotation', () => {
  let house: TestHouse;
  let person: Person;
  let device: Tokens;
  let id: string;

  beforeAll(async () => {
    house = await openTestHouse();
    person = await house.person();
  });
  beforeEach(async () => {
    device = await openDevice(house, person.id);
    id = sessionIdOf(device);
  });
  afterAll(() => house.close());

  it.each([50, 100])('turns %i parallel callers into one rotation with one successor', async (callers) => {
    const answers = await Promise.all(Array.from({ length: callers }, () => refresh(house, device.refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ data }) => data?.refresh.refreshToken)).size).toBe(1);
    expect(rowOf(house, id)).toMatchObject({ generation: 2, ended_at: null });
    expect(countEvents(house, 'session.refreshed', id)).toBe(1);
    const handedOut = answers.map(({ data }) => data?.refresh.accessToken ?? '');
    expect(new Set(await Promise.all(handedOut.map((token) => ask(house, token))))).toEqual(new Set(['member']));
    await mustRefresh(house, answers[0]?.data?.refresh.refreshToken ?? '');
  });

  it('answers the predecessor within the grace with the same successor, and gives it no more time', async () => {
    const successor = await mustRefresh(house, device.refreshToken);
    const before = rowOf(house, id);
    for (let replay = 0; replay < 4; replay += 1) {
      house.clock.advance(2_000);
      const { data } = await refresh(house, device.refreshToken);
      expect(data?.refresh.refreshToken).toBe(successor.refreshToken);
      expect(Date.parse(data?.refresh.refreshTokenExpiresAt ?? '')).toBe(before.idle_expires_at);
      expect(rowOf(house, id)).toEqual(before);
    }
  });

  it('does not begin the grace anew at each replay', async () => {
    const successor = await mustRefresh(house, device.refreshToken);
    await ask(house, successor.accessToken);
    house.clock.advance(graceMs - 1_000);
    await mustRefresh(house, device.refreshToken);
    house.clock.advance(2_000);
    expect(await refresh(house, device.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('never lets two refresh tokens of one family live', async () => {
    await mustRefresh(house, device.refreshToken);
    const replays = await Promise.all(Array.from({ length: 20 }, () => mustRefresh(house, device.refreshToken)));
    expect(new Set(replays.map(({ refreshToken }) => refreshToken)).size).toBe(1);
    expect(rowOf(house, id).generation).toBe(2);
  });

  it('answers a lost response after the grace, as long as the successor was never used', async () => {
    const lost = await mustRefresh(house, device.refreshToken);
    house.clock.advance(3_600_000);
    const again = await mustRefresh(house, device.refreshToken);
    expect(again.refreshToken).toBe(lost.refreshToken);
    expect(rowOf(house, id)).toMatchObject({ generation: 2, ended_at: null });
    expect(await ask(house, again.accessToken)).toBe('member');
  });

  it.each([
    ['an API call with its access token', async (successor: Tokens) => void (await ask(house, successor.accessToken))],
    ['a refresh', async (successor: Tokens) => void (await mustRefresh(house, successor.refreshToken))],
  ])('ends the session at a replay after %s acknowledged the successor', async (_name, acknowledge) => {
    const other = await openDevice(house, person.id);
    const successor = await mustRefresh(house, device.refreshToken);
    await acknowledge(successor);
    house.clock.advance(graceMs + 1_000);
    const replay = await refresh(house, device.refreshToken);
    const committed = rowOf(house, id);
    expect(replay).toMatchObject({ status: 401, code: 'SESSION_ENDED' });
    expect(replay.errors[0]?.extensions.reason).toBe('reused');
    expect(committed).toMatchObject({ end_reason: 'reused' });
    expect(committed.ended_at).not.toBeNull();
    expect(await ask(house, successor.accessToken)).toBe('SESSION_ENDED');
    expect(await ask(house, device.accessToken)).toBe('SESSION_ENDED');
    expect(await refresh(house, successor.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(countEvents(house, 'session.reuse_detected', id)).toBe(1);
    expect(await ask(house, other.accessToken)).toBe('member');
    await mustRefresh(house, other.refreshToken);
  });

  it('does not mistake the predecessor’s own access token for the successor’s acknowledgement', async () => {
    await mustRefresh(house, device.refreshToken);
    expect(await ask(house, device.accessToken)).toBe('member');
    house.clock.advance(graceMs + 1_000);
    await mustRefresh(house, device.refreshToken);
  });

  it('counts generations, not clocks: five rotations at once, then the first token again', async () => {
    const generations = [device];
    for (let rotation = 0; rotation < 5; rotation += 1)
      generations.push(await mustRefresh(house, generations.at(-1)?.refreshToken ?? ''));
    expect(rowOf(house, id).generation).toBe(6);
    expect(await refresh(house, device.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await ask(house, generations.at(-1)?.accessToken ?? '')).toBe('SESSION_ENDED');
  });
});

describe('a detected reuse', () => {
  it('stays ended when the house is opened again, and the other device stays alive', async () => {
    const house = await openTestHouse();
    const person = await house.person();
    const [stolen, other] = [await openDevice(house, person.id), await openDevice(house, person.id)];
    const newest = await mustRefresh(house, (await mustRefresh(house, stolen.refreshToken)).refreshToken);
    expect(await refresh(house, stolen.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    const reopened = await house.reopen();
    expect(await refresh(reopened, newest.refreshToken)).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await ask(reopened, newest.accessToken)).toBe('SESSION_ENDED');
    expect(await ask(reopened, other.accessToken)).toBe('member');
    await mustRefresh(reopened, other.refreshToken);
    await reopened.close();
  });
});
