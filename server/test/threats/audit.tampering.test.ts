// Catalogue: D7; promise M5: whoever changes the journal is found, at the first entry that does not hold.
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Statements } from '#platform/crypto/statements.js';
import { Chain, type Link, type Row } from '#platform/journal/chain.js';
import { readCheckpoint } from '#platform/journal/checkpoint-file.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { recordMany, StolenDatabase } from '#test/journal.js';

const entries = 40;
const signed = 25;

let house: TestHouse;
let file: string;
let kept: Link;
beforeAll(async () => {
  house = await openTestHouse();
  await recordMany(house, signed, (index) => ({ subject: `user:${index}`, facts: { field: `f${index}` } }));
  const exported = await house.app.journal.exportCheckpoint();
  file = exported?.file ?? '';
  await recordMany(house, entries - signed);
  using database = new StolenDatabase(house);
  kept = readCheckpoint(file, new Statements(database.keys.signing));
});
afterAll(() => house.close());

const idOf = (database: StolenDatabase, seq: number): string =>
  database.change(
    (open) => (open.prepare('select id from recorded_event where seq = ?').get(seq) as { id: string }).id,
  );

/** What is found after somebody did that to the database. */
async function found(tamper: (database: StolenDatabase) => void, against: Link | null = null) {
  using database = new StolenDatabase(house);
  const ids = Array.from({ length: entries }, (_, index) => idOf(database, index + 1));
  tamper(database);
  const { fault, checkedEvents } = await database.verify(against);
  return { fault, checkedEvents, ids };
}

const changed = (seq: number, ids: readonly string[]) => ({
  kind: 'entry_changed',
  id: ids[seq - 1],
  from: seq,
  to: seq,
});

/** Seals everything after a change again, as somebody does who has the journal's key too. */
function sealAnew(open: Database.Database, secret: Buffer): void {
  const chain = new Chain(secret);
  const rows = open.prepare('select * from recorded_event order by seq').all() as (Row & Link)[];
  const update = open.prepare('update recorded_event set seal = ? where seq = ?');
  let before: Buffer = Buffer.alloc(32);
  for (const row of rows) {
    before = chain.seal(before, row);
    update.run(before, row.seq);
  }
}

describe('an untouched journal', () => {
  it('holds, and against its checkpoint', async () => {
    expect(await found(() => undefined)).toMatchObject({ fault: null, checkedEvents: entries });
    expect(await found(() => undefined, kept)).toMatchObject({ fault: null, checkedEvents: entries });
  });
});

describe('an edited entry is named', () => {
  it.each([
    ['id', 'x'],
    ['type', 'user.suspended'],
    ['outcome', 'SUCCESS'],
    ['at', 1],
    ['actor_id', 'x'],
    ['concerns_id', 'x'],
    ['subject', 'user:0'],
    ['subject', null],
    ['network', '203.0.113.0/24'],
    ['request_id', 'x'],
    ['facts', '{}'],
    ['facts', '{ "field": "f9" }'],
    ['facts', 'no JSON'],
    ['seal', Buffer.alloc(32)],
    ['seal', 'no bytes'],
  ])('where its %s is %j', async (column, value) => {
    const { fault, ids, checkedEvents } = await found((database) =>
      database.run(`update recorded_event set ${column} = ? where seq = 10`, value),
    );
    expect(fault).toEqual({ ...changed(10, ids), id: column === 'id' ? 'x' : ids[9] });
    expect(checkedEvents).toBe(9);
  });

  it('be it the first or the newest', async () => {
    for (const seq of [1, entries]) {
      const { fault, ids } = await found((database) =>
        database.run("update recorded_event set outcome = 'SUCCESS' where seq = ?", seq),
      );
      expect(fault).toEqual(changed(seq, ids));
    }
  });
});

describe('what else shows in the chain itself', () => {
  it('a deleted entry: the one after it is named', async () => {
    const { fault, ids } = await found((database) => database.run('delete from recorded_event where seq = 17'));
    expect(fault).toEqual({ kind: 'entries_missing', id: ids[17], from: 17, to: 17 });
  });

  it('the oldest entries deleted, without a signed removal', async () => {
    const { fault, ids } = await found((database) => database.run('delete from recorded_event where seq <= 5'));
    expect(fault).toEqual({ kind: 'entries_missing', id: ids[5], from: 1, to: 5 });
  });

  it('a deleted entry whose gap was closed', async () => {
    const { fault, ids } = await found((database) => {
      database.run('delete from recorded_event where seq = 17');
      database.run('update recorded_event set seq = seq - 1 where seq > 17');
    });
    expect(fault).toEqual({ ...changed(17, ids), id: ids[17] });
  });

  it('two entries that changed places', async () => {
    const { fault, ids } = await found((database) => {
      database.run('update recorded_event set seq = 1000 where seq = 7');
      database.run('update recorded_event set seq = 7 where seq = 8');
      database.run('update recorded_event set seq = 8 where seq = 1000');
    });
    expect(fault).toEqual({ ...changed(7, ids), id: ids[7] });
  });

  it('an entry that was put in', async () => {
    const { fault } = await found((database) => {
      database.run('update recorded_event set seq = -seq - 1 where seq >= 12');
      database.run('update recorded_event set seq = -seq where seq < 0');
      database.run(`insert into recorded_event select 12, 'forged', type, outcome, at, actor_id, concerns_id, subject,
        network, request_id, facts, seal from recorded_event where seq = 11`);
    });
    expect(fault).toEqual({ kind: 'entry_changed', id: 'forged', from: 12, to: 12 });
  });

  it('an entry that was put at the end, by somebody without the key', async () => {
    const { fault } = await found((database) =>
      database.run(`insert into recorded_event select ${entries + 1}, 'forged', type, outcome, at, actor_id,
        concerns_id, subject, network, request_id, facts, seal from recorded_event where seq = ${entries}`),
    );
    expect(fault).toEqual({ kind: 'entry_changed', id: 'forged', from: entries + 1, to: entries + 1 });
  });
});

describe('against a checkpoint', () => {
  const cut = (database: StolenDatabase): void => database.run('delete from recorded_event where seq > 20');
  const forget = (database: StolenDatabase): void => database.run('delete from journal_checkpoint');
  const rewrite = (database: StolenDatabase): void =>
    database.change((open) => {
      open.prepare("update recorded_event set outcome = 'SUCCESS' where seq = 10").run();
      sealAnew(open, database.keys.journal);
    });
  const sealedAnew = (ids: readonly string[]) => ({ kind: 'sealed_anew', id: ids[signed - 1], from: 1, to: signed });

  it('that the database has, the newest entries are missed', async () => {
    const { fault } = await found(cut);
    expect(fault).toEqual({ kind: 'newest_missing', id: null, from: 21, to: signed });
  });

  it('that lay elsewhere, they are missed though the database forgot its own', async () => {
    const tamper = (database: StolenDatabase): void => {
      cut(database);
      forget(database);
    };
    expect((await found(tamper)).fault).toBeNull();
    expect((await found(tamper, kept)).fault).toEqual({ kind: 'newest_missing', id: null, from: 21, to: signed });
  });

  it('that the database has, a chain is found that was sealed anew with the key', async () => {
    const { fault, ids } = await found(rewrite);
    expect(fault).toEqual(sealedAnew(ids));
  });

  it('that lay elsewhere, it is found though the database forgot its own, or had another one signed', async () => {
    const tamper = (database: StolenDatabase): void => {
      rewrite(database);
      forget(database);
    };
    expect((await found(tamper)).fault).toBeNull();
    const { fault, ids } = await found(tamper, kept);
    expect(fault).toEqual(sealedAnew(ids));
  });

  it('all entries gone are missed', async () => {
    const tamper = (database: StolenDatabase): void => {
      database.run('delete from recorded_event');
      forget(database);
    };
    expect((await found(tamper, kept)).fault).toEqual({ kind: 'newest_missing', id: null, from: 1, to: signed });
  });

  it.each([
    ['seal', Buffer.alloc(32, 1)],
    ['count', 3],
    ['earliest', 1],
    ['latest', 1],
    ['counts', '{}'],
    ['counts', 'no JSON'],
    ['statement', 'x.y.z'],
  ])('whose %s was changed, that is found', async (column, value) => {
    const { fault, ids } = await found((database) =>
      database.run(`update journal_checkpoint set ${column} = ?`, value),
    );
    const isForeign = column === 'statement';
    expect(fault).toEqual(
      isForeign ? null : { kind: 'checkpoint_changed', id: ids[signed - 1], from: signed, to: signed },
    );
  });
});
