// Catalogue: D7, A11: the journal is signed by count and by time, and shortened by whole signed segments.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSigningKey, readKeyRing } from '#platform/crypto/keys.js';
import { Statements } from '#platform/crypto/statements.js';
import type { Database } from '#platform/database/database.js';
import { Checkpoints } from '#platform/journal/checkpoints.js';
import { readCheckpoint } from '#platform/journal/checkpoint-file.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { keysOf, recordMany, StolenDatabase } from '#test/journal.js';
import { readCommitted } from '#test/threats/device.js';
import { newId } from '#kernel/entity.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse({ AUDIT_RETENTION: '30d' });
});
afterEach(() => house.close());

interface Signed {
  readonly seq: number;
  readonly count: number;
  readonly counts: string;
}
const signed = (): Signed[] => readCommitted(house, 'select seq, count, counts from journal_checkpoint order by seq');
const numbers = (): number[] => signed().map(({ seq }) => seq);
const kept = (): number[] =>
  readCommitted<{ seq: number }>(house, 'select seq from recorded_event order by seq').map(({ seq }) => seq);
const keep = (): Promise<void> => house.app.journal.keep();
const verify = () => house.app.journal.verify();

/** Fills the journal past the services. */
function load(database: Database, count: number): void {
  const at = house.clock.now().getTime();
  const nothing = { actor_id: null, concerns_id: null, subject: null, network: null, request_id: 'x', facts: '{}' };
  const rows = Array.from({ length: count }, () => ({
    ...nothing,
    id: newId(),
    type: 'access.denied',
    outcome: 'FAILURE',
    at,
  }));
  const first = { seq: 0, seal: Buffer.alloc(32) };
  database.load([...house.app.chain.extend(first, rows)].map((row) => ({ table: 'recorded_event', row: { ...row } })));
}

describe('the journal is signed', () => {
  it('when the first events are there, then each hour in which something was recorded', async () => {
    await keep();
    expect(signed()).toEqual([]);
    await recordMany(house, 3);
    await keep();
    await recordMany(house, 2);
    await keep();
    expect(numbers()).toEqual([3]);
    house.clock.advance(hourMs);
    await keep();
    house.clock.advance(hourMs);
    await keep();
    expect(signed()).toMatchObject([
      { seq: 3, count: 3, counts: '{"access.denied":3}' },
      { seq: 5, count: 2, counts: '{"access.denied":5}' },
    ]);
  });

  it('after ten thousand events, however many have waited, and others are served meanwhile', async () => {
    load(house.app.database, 25_000);
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 1);
    await keep();
    expect(numbers()).toEqual([10_000, 20_000]);
    turns = 0;
    expect(await verify()).toEqual({ checkedEvents: 25_000, uncheckedCheckpoints: 0, fault: null });
    clearInterval(clock);
    expect(turns).toBeGreaterThan(20);
  });

  it('once, by whichever of two processes comes first', async () => {
    await recordMany(house, 5);
    const second = await openTestHouse({ DATA_DIR: house.folder });
    await Promise.all([keep(), second.app.journal.keep(), house.app.journal.exportCheckpoint()]);
    await second.app.close();
    expect(numbers()).toEqual([5]);
  });

  it('by itself, while the house is open to people', async () => {
    await recordMany(house, 2);
    house = await house.reopen();
    await expect.poll(numbers).toEqual([2]);
  });
});

describe('what is older than it is to be kept', () => {
  /** Three segments, a day between each. */
  async function threeDays(): Promise<void> {
    for (const count of [4, 3, 2]) {
      await recordMany(house, count);
      await keep();
      house.clock.advance(dayMs);
    }
    expect(numbers()).toEqual([4, 7, 9]);
  }

  it('goes by whole segments, and the chain verifies from there', async () => {
    await threeDays();
    house.clock.advance(27.5 * dayMs);
    await keep();
    expect(kept()).toEqual([5, 6, 7, 8, 9]);
    expect(numbers()).toEqual([4, 7, 9]);
    expect(await verify()).toMatchObject({ fault: null, checkedEvents: 5 });
    await recordMany(house, 1);
    expect(kept().at(-1)).toBe(10);
    expect(await verify()).toMatchObject({ fault: null, checkedEvents: 6 });
  });

  it('may be all of it: the next event goes on from the checkpoint', async () => {
    await threeDays();
    house.clock.advance(90 * dayMs);
    await keep();
    expect(kept()).toEqual([]);
    await recordMany(house, 2);
    expect(kept()).toEqual([10, 11]);
    expect(await verify()).toMatchObject({ fault: null, checkedEvents: 2 });
  });

  it('stays without the setting', async () => {
    await recordMany(house, 3);
    await house.app.close();
    const forEver = await openTestHouse({ DATA_DIR: house.folder });
    await forEver.app.journal.keep();
    house.clock.advance(10_000 * dayMs);
    await forEver.app.journal.keep();
    expect(kept()).toEqual([1, 2, 3]);
    await forEver.app.close();
    house = await openTestHouse();
  });

  it('can still be held against a checkpoint from then', async () => {
    await recordMany(house, 4);
    const file = (await house.app.journal.exportCheckpoint())?.file ?? '';
    house.clock.advance(90 * dayMs);
    await recordMany(house, 1);
    await keep();
    expect(kept()).toEqual([5]);
    expect(await house.app.journal.verifyAgainst(file)).toMatchObject({ fault: null });
    using stolen = new StolenDatabase(house);
    const then = readCheckpoint(file, new Statements(stolen.keys.signing));
    stolen.run('delete from journal_checkpoint where seq = 4 and removal is null');
    expect((await stolen.verify({ ...then, seal: Buffer.alloc(32) })).fault).toMatchObject({ kind: 'sealed_anew' });
  });

  it('is missed where nobody signed that it was removed', async () => {
    await threeDays();
    using stolen = new StolenDatabase(house);
    stolen.run('delete from recorded_event where seq <= 4');
    expect((await stolen.verify()).fault).toMatchObject({ kind: 'entries_missing', from: 1, to: 4 });
    stolen.run("update journal_checkpoint set removal = 'a.b.c' where seq = 4");
    expect((await stolen.verify()).fault).toEqual({ kind: 'checkpoint_changed', id: null, from: 4, to: 4 });
  });

  it('is missed where the removal of another segment is shown for it', async () => {
    await threeDays();
    house.clock.advance(27.5 * dayMs);
    await keep();
    using stolen = new StolenDatabase(house);
    stolen.run('delete from recorded_event where seq <= 7');
    stolen.run(`update journal_checkpoint
      set removal = (select removal from journal_checkpoint where seq = 4) where seq = 7`);
    expect((await stolen.verify()).fault).toMatchObject({ kind: 'checkpoint_changed', from: 7 });
  });

  it('is swept up after a stop in the middle', async () => {
    await threeDays();
    house.clock.advance(27.5 * dayMs);
    await keep();
    const again = readCommitted<{ seq: number }>(house, 'select seq from recorded_event where seq = 5');
    expect(again).toHaveLength(1);
    const { change } = house.app.house.open({ requestId: newId() });
    // As if the rows of the removed segment had been left over.
    await change(async ({ sql }) =>
      sql.run(
        `insert into recorded_event select 3, id, type, outcome, at, actor_id, concerns_id, subject, network, request_id,
         facts, seal from recorded_event where seq = 5`,
        [],
      ),
    );
    expect(await verify()).toMatchObject({ fault: null });
    await keep();
    expect(kept()[0]).toBe(5);
  });
});

describe('a replaced signing key', () => {
  const keysDir = (): string => join(house.folder, 'keys');

  it('signs the removal anew, so that the old one can go', async () => {
    await recordMany(house, 2);
    await keep();
    house.clock.advance(31 * dayMs);
    await recordMany(house, 1);
    await keep();
    expect(kept()).toEqual([3]);
    addSigningKey(keysDir(), new Date(Date.now() + 60_000));
    house = await house.reopen();
    await keep();
    const [oldest = ''] = readdirSync(join(keysDir(), 'signing')).toSorted();
    rmSync(join(keysDir(), 'signing', oldest));
    house = await house.reopen();
    expect(readKeyRing(keysDir()).signing).toHaveLength(1);
    expect(await verify()).toMatchObject({ fault: null, checkedEvents: 1 });
  });

  it('leaves checkpoints that are not checked any more, and says how many', async () => {
    await recordMany(house, 2);
    await keep();
    addSigningKey(keysDir(), new Date(Date.now() + 60_000));
    const [oldest = ''] = readdirSync(join(keysDir(), 'signing')).toSorted();
    rmSync(join(keysDir(), 'signing', oldest));
    house = await house.reopen();
    expect(keysOf(house).signing).toHaveLength(1);
    expect(await verify()).toEqual({ checkedEvents: 2, uncheckedCheckpoints: 1, fault: null });
  });
});

describe('a checkpoint of nothing', () => {
  it('is none', async () => {
    expect(await house.app.journal.exportCheckpoint()).toBeNull();
    const { database } = house.app;
    const checkpoints = new Checkpoints(database, new Statements(keysOf(house).signing), 'x', house.clock);
    await checkpoints.makeDue({ all: true });
    expect(signed()).toEqual([]);
  });
});
