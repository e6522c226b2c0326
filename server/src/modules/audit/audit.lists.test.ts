// Catalogue: I3, I4, I11: whatever the filter, a list and its total are what reading every row would give, newest first.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { eventsThat, type EventName } from '#kernel/events.js';
import { encodeCursor, type PageArgs } from '#kernel/page.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { readCommitted } from '#test/threats/device.js';
import type { AuditFilter } from './audit.inputs.js';
import { listAll, listOwn } from './event-list.views.js';

const minuteMs = 60_000;
const people = Array.from({ length: 4 }, () => newId());
const sessions = people.map((owner) => ({ id: newId(), owner }));
const types: EventName[] = ['session.refreshed', 'session.ended', 'session.opened', 'user.suspended', 'login.failed'];

interface Row {
  readonly seq: number;
  readonly type: string;
  readonly outcome: string;
  readonly at: number;
  readonly actor_id: string | null;
  readonly concerns_id: string | null;
  readonly subject: string | null;
}

let house: TestHouse;
let rows: Row[];
/** The first and last entry of a person cannot be told from the numbers alone. */
const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

async function record(index: number): Promise<void> {
  const seed = (index * 2_654_435_761) % 4_294_967_296;
  const type = index % 3 ? 'session.refreshed' : pick(types, seed);
  const { id, owner } = pick(sessions, seed >>> 3);
  const { change } = house.app.house.open({ requestId: newId() });
  await change(async (unit) => {
    if (type === 'login.failed') unit.record(type, { subject: `user:${owner}` });
    else if (type === 'user.suspended')
      unit.record(type, { subject: `user:${owner}`, actorId: pick(people, seed >>> 5) });
    else if (type === 'session.ended')
      unit.record(type, { subject: `session:${id}`, actorId: pick(people, seed >>> 5), concernsId: owner });
    else unit.record(type, { subject: `session:${id}`, actorId: owner });
  });
}

beforeAll(async () => {
  house = await openTestHouse({ AUDIT_RETENTION: '1d' });
  house.clock.stop();
  const { id, owner } = sessions[0] ?? { id: '', owner: '' };
  for (const session of sessions) {
    const { change } = house.app.house.open({ requestId: newId() });
    await change(async (unit) =>
      unit.record('session.opened', { subject: `session:${session.id}`, actorId: session.owner }),
    );
  }
  expect([id, owner]).not.toContain('');
  for (let index = 0; index < 240; index += 1) {
    // Now and then the clock is set back, as after a pause of the machine.
    house.clock.advance(index % 31 === 30 ? -5 * minuteMs : minuteMs);
    await record(index);
    if (index % 40 === 39) await house.app.journal.exportCheckpoint();
  }
  rows = readCommitted<Row>(house, 'select * from recorded_event order by seq desc');
}, 60_000);
afterAll(() => house.close());

const has = (wanted: string | null | undefined, ...values: (string | null)[]): boolean =>
  !wanted || values.includes(wanted);

const isWithin = ({ at }: Row, { from, to }: AuditFilter): boolean =>
  (!from || at >= from.getTime()) && (!to || at <= to.getTime());

/** What a filter asks for, by looking at every row. */
const expected = (filter: AuditFilter): Row[] =>
  rows.filter(
    (row) =>
      (filter.number == null || row.seq === filter.number) &&
      has(filter.type, row.type) &&
      has(filter.outcome, row.outcome) &&
      has(filter.actorId, row.actor_id) &&
      has(filter.personId, row.actor_id, row.concerns_id) &&
      has(filter.subject, row.subject) &&
      isWithin(row, filter) &&
      (filter.refreshes !== false || row.type !== 'session.refreshed'),
  );

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null, freq: 1 });
const subjects = [...sessions.map(({ id }) => `session:${id}`), ...people.map((id) => `user:${id}`), 'session:none'];

const filters = (): fc.Arbitrary<AuditFilter> => {
  const instant = fc.integer({ min: -5, max: 245 }).map((index) => new Date((rows.at(-1)?.at ?? 0) + index * minuteMs));
  return fc.record({
    type: maybe(fc.constantFrom(...types, 'no.such_type')),
    outcome: maybe(fc.constantFrom('SUCCESS' as const, 'FAILURE' as const)),
    actorId: maybe(fc.constantFrom(...people, 'nobody')),
    personId: maybe(fc.constantFrom(...people, 'nobody')),
    subject: maybe(fc.constantFrom(...subjects)),
    number: fc.option(fc.integer({ min: 1, max: 250 }), { nil: null, freq: 8 }),
    from: maybe(instant),
    to: maybe(instant),
    refreshes: maybe(fc.boolean()),
  });
};

/** Every page, one after the other. */
async function readAll(filter: AuditFilter, first: number): Promise<{ numbers: number[]; totals: Set<number> }> {
  const numbers: number[] = [];
  const totals = new Set<number>();
  for (let after: string | null = null; ;) {
    const page: PageArgs = { first, after };
    const { edges, pageInfo, totalCount } = await listAll(house.app.house.ports.reader, page, filter, '');
    numbers.push(...edges.map(({ node }) => node.number));
    totals.add(totalCount);
    if (!pageInfo.hasNextPage) return { numbers, totals };
    after = pageInfo.endCursor;
  }
}

async function expectRight(filter: AuditFilter, first: number): Promise<void> {
  const { numbers, totals } = await readAll(filter, first);
  const right = expected(filter);
  expect(numbers).toEqual(right.map(({ seq }) => seq));
  expect([...totals]).toEqual([right.length]);
}

describe('a list of events', () => {
  it('is what reading every row would give', { timeout: 60_000 }, async () => {
    await fc.assert(fc.asyncProperty(filters(), fc.constantFrom(7, 50, 100), expectRight), { numRuns: 400 });
  });

  it('also where the oldest were removed', async () => {
    const before = rows.length;
    house.clock.advance(24 * 60 * minuteMs - 150 * minuteMs);
    await house.app.journal.keep();
    rows = readCommitted<Row>(house, 'select * from recorded_event order by seq desc');
    expect(rows.length).toBeLessThan(before);
    expect(rows.length).toBeGreaterThan(50);
    await fc.assert(fc.asyncProperty(filters(), fc.constant(100), expectRight), { numRuns: 100 });
  });

  it('of one person is their part, and names nobody else', async () => {
    for (const id of people) {
      const { edges, totalCount } = await listOwn(house.app.house.ports.reader, { first: 100 }, id, false);
      expect(totalCount).toBe(expected({ personId: id, refreshes: false }).length);
      const others = people.filter((other) => other !== id);
      const foreign = [...others, ...sessions.filter(({ owner }) => owner !== id).map((session) => session.id)];
      const told = JSON.stringify(edges);
      expect(foreign.filter((other) => told.includes(other))).toEqual([]);
    }
  });

  it('tells who acted without naming them', async () => {
    const [id = ''] = people;
    const { edges } = await listOwn(house.app.house.ports.reader, { first: 100 }, id, true);
    const by = (type: string) =>
      new Set(edges.filter(({ node }) => node.type === type).map(({ node }) => node.actedBy));
    expect(by('session.refreshed')).toEqual(new Set(['YOU']));
    expect(by('login.failed')).toEqual(new Set(['NOBODY']));
  });

  it('knows the outcome of every type that it was told', () => {
    const failures = new Set(rows.filter(({ outcome }) => outcome === 'FAILURE').map(({ type }) => type));
    expect(eventsThat('FAILURE')).toEqual(expect.arrayContaining([...failures]));
  });

  it('moves on by its cursor whatever is recorded meanwhile', async () => {
    const { reader } = house.app.house.ports;
    const first = await listAll(reader, { first: 5 }, {}, '');
    await record(1_000);
    const second = await listAll(reader, { first: 5, after: first.pageInfo.endCursor }, {}, '');
    const numbers = [...first.edges, ...second.edges].map(({ node }) => node.number);
    expect(numbers).toEqual(rows.slice(0, 10).map(({ seq }) => seq));
  });

  it.each([
    encodeCursor({ value: 'x', id: 'y' }),
    Buffer.from('["1) or (1=1","x"]').toString('base64url'),
    'no cursor',
  ])('refuses a cursor of another list: %s', async (after) => {
    const { reader } = house.app.house.ports;
    await expect(listAll(reader, { first: 5, after }, {}, '')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
