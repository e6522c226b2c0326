// Catalogue: T10, T12, T21: a session that is over, unreadable or not yet made proves nothing, and says so in the same words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { assertUser } from '#kernel/identity.js';
import { User } from '#modules/users/index.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { openDevice, mustRefresh, refresh, rowOf, sessionIdOf, type Tokens } from '#test/threats/device.js';
import { SessionTable } from './session.entity.js';
import type { Session } from './session.js';

let house: TestHouse;
let person: Person;
let device: Tokens;
beforeAll(async () => {
  house = await openTestHouse();
  person = await house.person();
});
afterAll(() => house.close());

/** Writes into a session's row past every service, as a restored backup or a hand in the database would. */
async function tamper(values: Partial<Session>): Promise<void> {
  await house.app.database.orm.em.fork().nativeUpdate(SessionTable, { id: sessionIdOf(device) }, values);
}

/** A browser that sends this as its refresh cookie. */
function browserWith(cookie: string) {
  const browser = house.visitor();
  browser.cookies.set('socle_rt', cookie);
  return browser;
}

/** The caller's context, for an act that passed the door a moment ago. */
const contextIn = (sessionId: string) =>
  house.app.house.open({
    requestId: newId(),
    identity: {
      kind: 'user',
      id: person.id,
      role: 'member',
      sessionId,
      scopes: new Set<string>(),
      provenAt: house.clock.now(),
    },
  });

describe('a refresh token', () => {
  it('of a generation that is still to come proves nothing and ends nothing', async () => {
    device = await openDevice(house, person.id);
    const { refreshToken } = await mustRefresh(house, device.refreshToken);
    await tamper({ generation: 1, acknowledged: 0 });
    const { code, errors } = await refresh(house, refreshToken);
    expect([code, errors[0]?.extensions.reason]).toEqual(['SESSION_ENDED', 'revoked']);
    expect(rowOf(house, sessionIdOf(device))).toMatchObject({ generation: 1, ended_at: null });
  });

  it('whose key cannot be read any more proves nothing, and the log says which session it is', async () => {
    device = await openDevice(house, person.id);
    await tamper({ sealedKey: Buffer.alloc(64) });
    const { code, errors } = await refresh(house, device.refreshToken);
    expect([code, errors[0]?.extensions.reason]).toEqual(['SESSION_ENDED', 'revoked']);
    const line = house.lines.findLast((text) => text.includes('session.unreadable')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      event: 'session.unreadable',
      subject: `session:${sessionIdOf(device)}`,
      err: { message: expect.any(String) as string },
    });
  });

  it('that is none is taken from the browser, which keeps nothing dead', async () => {
    const browser = browserWith('srt1.nonsense');
    const { code, headers } = await browser.send('mutation { refresh { accessToken } }');
    expect(code).toBe('UNAUTHENTICATED');
    expect(String(headers['set-cookie'])).toMatch(/^socle_rt=; Max-Age=0/);
  });
});

describe('signing out', () => {
  it.each([
    ['with a cookie that is no token', () => 'srt1.nonsense'],
    ['with the token of a session that is over', () => device.refreshToken],
  ])('%s ends nothing and says so', async (_name, cookie) => {
    device = await openDevice(house, person.id);
    await tamper({ endedAt: house.clock.now(), endReason: 'revoked' });
    const events = await house.eventsOf(async () => {
      expect((await browserWith(cookie()).send('mutation { logout }')).data).toEqual({ logout: false });
    });
    expect(events).toEqual([]);
  });
});

describe('a session that ended for a reason nobody wrote down', () => {
  it('counts as revoked at every door', async () => {
    device = await openDevice(house, person.id);
    await tamper({ endedAt: house.clock.now(), endReason: null });
    const answer = await house.visitor({ authorization: `Bearer ${device.accessToken}` }).send('{ me { id } }');
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'SESSION_ENDED', reason: 'revoked' });
    const { errors } = await refresh(house, device.refreshToken);
    expect(errors[0]?.extensions).toMatchObject({ code: 'SESSION_ENDED', reason: 'revoked' });
  });
});

describe('an act in the caller’s own session', () => {
  it.each([
    ['expired', () => tamper({ idleExpiresAt: house.clock.now() })],
    ['reused', () => tamper({ endedAt: house.clock.now(), endReason: 'reused' })],
    ['revoked', () => house.app.database.orm.em.fork().nativeDelete(SessionTable, { id: sessionIdOf(device) })],
  ])('is refused as %s where it died meanwhile', async (reason, die) => {
    device = await openDevice(house, person.id);
    await die();
    const { change, identity, services } = contextIn(sessionIdOf(device));
    await expect(change((unit) => services.sessions.current(unit, assertUser(identity)))).rejects.toMatchObject({
      code: 'SESSION_ENDED',
      details: { reason },
    });
  });

  it('leads nowhere where its user is suspended between the act and its tokens', async () => {
    const suspended = await house.person();
    const { change, services } = house.app.house.open({ requestId: newId() });
    const session = await change(async (unit) => services.sessions.open(unit, suspended.id, null));
    await house.app.database.orm.em.fork().nativeUpdate(User, { id: suspended.id }, { status: 'SUSPENDED' });
    await expect(services.sessions.issue(session)).rejects.toMatchObject({
      code: 'SESSION_ENDED',
      details: { reason: 'revoked' },
    });
  });

  it('goes on where it lives', async () => {
    device = await openDevice(house, person.id);
    const { change, identity, services } = contextIn(sessionIdOf(device));
    const session = await change((unit) => services.sessions.current(unit, assertUser(identity)));
    expect(session.id).toBe(sessionIdOf(device));
  });
});
