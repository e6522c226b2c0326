// Catalogue: T13; promise M2: what a request read just before a revocation is not remembered after it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { House } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { RecordedFact } from '#kernel/events.js';
import type { AccessClaims, Reader } from '#kernel/ports.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { openDevice } from '#test/threats/device.js';
import { LiveSessions } from './live-sessions.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const ended = (sessionId: string): RecordedFact => ({
  id: newId(),
  type: 'session.ended',
  outcome: 'SUCCESS',
  at: house.clock.now(),
  actorId: null,
  subject: `session:${sessionId}`,
  requestId: newId(),
  facts: { reason: 'revoked' },
});

/** The house, with a reader that does something once, after it has read a first row and before it answers. */
function readingWhile(happens: () => Promise<void>): House {
  const { house: open } = house.app;
  const { reader } = open.ports;
  let pending: (() => Promise<void>) | null = happens;
  const one: Reader['one'] = async <Row extends object>(sql: string, parameters: readonly unknown[]) => {
    const row = await reader.one<Row>(sql, parameters);
    const work = pending;
    pending = null;
    await work?.();
    return row;
  };
  const slow: Reader = {
    one,
    all: (sql, parameters) => reader.all(sql, parameters),
    instant: (at) => reader.instant(at),
  };
  return { ...open, ports: { ...open.ports, reader: slow } };
}

async function signedIn(): Promise<AccessClaims> {
  const { accessToken } = await openDevice(house, (await house.person()).id);
  const claims = house.app.house.ports.signer.verify(accessToken, house.clock.now());
  if (typeof claims === 'string') throw new Error('a good token was refused');
  return claims;
}

async function end({ userId }: AccessClaims): Promise<void> {
  const { change, services } = house.app.house.open({ requestId: newId() });
  await change((unit) => services.sessions.endAllOf(unit, userId));
}

it('a session that ends while it is read is read again', async () => {
  const claims = await signedIn();
  const live: LiveSessions = new LiveSessions(
    readingWhile(async () => {
      await end(claims);
      live.hear(ended(claims.sessionId));
    }),
  );
  expect(await live.find(claims, newId())).toMatchObject({ proof: { endReason: 'revoked' } });
  expect(await live.find(claims, newId())).toMatchObject({ proof: { endReason: 'revoked' } });
});

it('a session that ends while its use is noted is not remembered as it was', async () => {
  const claims = await signedIn();
  const live = new LiveSessions(house.app.house);
  const noting = live.find(claims, newId());
  await end(claims);
  live.hear(ended(claims.sessionId));
  await noting;
  expect(await live.find(claims, newId())).toMatchObject({ proof: { endReason: 'revoked' } });
});

it('a session that nobody knows is none', async () => {
  const claims = await signedIn();
  const live = new LiveSessions(house.app.house);
  expect(await live.find({ ...claims, sessionId: newId() }, newId())).toBeNull();
});
