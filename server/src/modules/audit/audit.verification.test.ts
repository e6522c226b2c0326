// Catalogue: D7, G12: a walk names what was tampered with, is shared, and outlives the request that could not wait for it.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { timeIsUp } from '#kernel/context.js';
import { newId } from '#kernel/entity.js';
import type { JournalVerification } from '#kernel/ports.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

interface Answer {
  readonly verifyAudit: Record<string, unknown>;
}

let house: TestHouse;
let admin: Person;
beforeEach(async () => {
  house = await openTestHouse({ LIMITS_FACTOR: '1' });
  admin = await house.person('admin');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await house.close();
});

const text = '{ verifyAudit { ok checkedEvents firstBadId reason fault fromNumber toNumber } }';
const verify = () => admin.caller.send<Answer>(text);

/** The service as one request of this person has it. */
function serviceOf(person: Person, signal = new AbortController().signal) {
  const identity = {
    kind: 'user' as const,
    id: person.id,
    sessionId: newId(),
    role: 'admin',
    scopes: new Set(['audit:read']),
    provenAt: new Date(),
  };
  return house.app.house.open({ requestId: newId(), identity, signal }).services.audit;
}

const good: JournalVerification = { checkedEvents: 1, uncheckedCheckpoints: 0, fault: null };

describe('verifyAudit', () => {
  it('names the entry that somebody edited', async () => {
    expect((await verify()).data?.verifyAudit).toMatchObject({ ok: true });
    const open = new Database(`${house.folder}/main.db`);
    open.exec('update recorded_event set facts = \'{"edited":"yes"}\' where seq = 2');
    const { id } = open.prepare('select id from recorded_event where seq = 2').get() as { id: string };
    open.close();
    expect((await verify()).data?.verifyAudit).toEqual({
      ok: false,
      checkedEvents: 1,
      firstBadId: id,
      reason: 'The journal was changed: entry 2 is not what was sealed.',
      fault: 'ENTRY_CHANGED',
      fromNumber: 2,
      toNumber: 2,
    });
  });

  it('walks once for all who ask while it walks, and never with a walk that began before', async () => {
    const { journal } = house.app;
    const walks = vi.spyOn(house.app.database.reader, 'all');
    const [first, second, third] = await Promise.all([journal.verify(), journal.verify(), journal.verify()]);
    expect([first, second, third].map(({ fault }) => fault)).toEqual([null, null, null]);
    const begun = walks.mock.calls.filter(([sql, [after]]) => sql.includes('from recorded_event') && after === 0);
    expect(begun).toHaveLength(2);
  });

  it('may be asked for twenty times a minute', async () => {
    for (let turn = 0; turn < 20; turn += 1) expect((await verify()).code).toBeNull();
    expect(await verify()).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  });

  it('gives the result of a long walk to whoever asks again after their time was up', async () => {
    let end: (result: JournalVerification) => void = () => undefined;
    const walk = new Promise<JournalVerification>((resolve) => (end = resolve));
    const walks = vi.spyOn(house.app.journal, 'verify').mockReturnValue(walk);
    const controller = new AbortController();
    const late = serviceOf(admin, controller.signal).verify();
    controller.abort(timeIsUp);
    const again = serviceOf(admin).verify();
    end(good);
    expect([await late, await again].map(({ ok }) => ok)).toEqual([true, true]);
    expect(walks).toHaveBeenCalledTimes(1);
    await serviceOf(admin).verify();
    expect(walks).toHaveBeenCalledTimes(2);
  });

  it('does not give it to somebody who asks much later, or to anybody else', async () => {
    const walks = vi.spyOn(house.app.journal, 'verify').mockResolvedValue(good);
    await serviceOf(admin, AbortSignal.abort(timeIsUp)).verify();
    await serviceOf(await house.person('admin')).verify();
    expect(walks).toHaveBeenCalledTimes(2);
    house.clock.advance(31_000);
    await serviceOf(admin).verify();
    expect(walks).toHaveBeenCalledTimes(3);
  });
});
