// Catalogue: D7.
import { describe, expect, it } from 'vitest';
import { beforeTheFirst, Chain, type Row } from './chain.js';

const chain = new Chain(Buffer.alloc(32, 7));
const row: Row = {
  seq: 1,
  id: '0199d000-0000-7000-8000-000000000001',
  type: 'user.role_changed',
  outcome: 'SUCCESS',
  at: 1_763_769_600_000,
  actor_id: '0199d000-0000-7000-8000-00000000000a',
  concerns_id: '0199d000-0000-7000-8000-00000000000b',
  subject: 'user:0199d000-0000-7000-8000-00000000000b',
  network: null,
  request_id: '0199d000-0000-7000-8000-00000000000c',
  facts: '{"from":"member","to":"admin"}',
};
const seal = (changes: Partial<Row> = {}, before = beforeTheFirst.seal): string =>
  chain.seal(before, { ...row, ...changes }).toString('hex');

describe('the seal of an entry', () => {
  it('is made in the same way for ever', () =>
    expect(seal()).toBe('52ba4066756a4d052171d44e5406264dbd5c9a37c7bb70aaeee98325c25e2ccf'));

  it.each([
    ['seq', 2],
    ['id', '0199d000-0000-7000-8000-000000000002'],
    ['type', 'user.suspended'],
    ['outcome', 'FAILURE'],
    ['at', row.at + 1],
    ['actor_id', null],
    ['concerns_id', null],
    ['subject', null],
    ['network', '203.0.113.0/24'],
    ['request_id', ''],
    ['facts', '{"from":"member", "to":"admin"}'],
  ])('is another one where %s is', (column, value) => expect(seal({ [column]: value })).not.toBe(seal()));

  it('is another one after another entry, and under another key', () => {
    expect(seal({}, Buffer.alloc(32, 1))).not.toBe(seal());
    expect(new Chain(Buffer.alloc(32, 8)).seal(beforeTheFirst.seal, row).toString('hex')).not.toBe(seal());
  });

  it('tells apart what stands in one column from what stands in the next', () =>
    expect(seal({ actor_id: null, concerns_id: row.actor_id })).not.toBe(seal({ concerns_id: null })));
});

describe('a chain that is extended', () => {
  it('numbers without gaps, and each seal covers the one before', () => {
    const { seq: _, ...rest } = row;
    const [first, second] = [...chain.extend(beforeTheFirst, [rest, rest])];
    expect([first?.seq, second?.seq]).toEqual([1, 2]);
    expect(first?.seal.toString('hex')).toBe(seal());
    expect(second?.seal.toString('hex')).toBe(seal({ seq: 2 }, first?.seal));
  });
});
