// Catalogue: I3, I4.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, pageSize, toConnection } from './page.js';

const badInput = expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error;

describe('a cursor', () => {
  it('leads back to its position', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer());
    fc.assert(
      fc.property(value, fc.uuid(), (place, id) => {
        const type = typeof place as 'string' | 'number';
        expect(decodeCursor(encodeCursor({ value: place, id }), type)).toEqual({ value: place, id });
      }),
    );
  });

  it('of another kind of list is refused', () => {
    expect(() => decodeCursor(encodeCursor({ value: 5, id: 'x' }), 'string')).toThrow(badInput);
    expect(() => decodeCursor(encodeCursor({ value: 'a', id: 'x' }), 'number')).toThrow(badInput);
  });

  it('that is none is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, 'number')).toThrow(badInput);
      }),
    );
  });
});

describe('a page size', () => {
  it.each([
    [undefined, 20],
    [null, 20],
    [1, 1],
    [100, 100],
  ])('%s is %s', (first, size) => {
    expect(pageSize(first)).toBe(size);
  });

  it.each([0, -5, 101])('%s is refused', (first) => expect(() => pageSize(first)).toThrow(badInput));
});

describe('a connection', () => {
  const describeRow = (row: number) => ({ position: { value: row, id: `${row}` }, node: row });

  it('shows the page and knows by one row more that there is another', () => {
    const { edges, pageInfo, totalCount } = toConnection([1, 2, 3], 2, 9, 'before', describeRow);
    expect(edges.map(({ node }) => node)).toEqual([1, 2]);
    expect(totalCount).toBe(9);
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: edges[0]?.cursor,
      endCursor: edges[1]?.cursor,
    });
  });

  it('ends where the rows end', () => {
    expect(toConnection([1, 2], 2, 2, null, describeRow).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
    });
    expect(toConnection([], 2, 0, undefined, describeRow).pageInfo).toMatchObject({
      startCursor: null,
      endCursor: null,
    });
  });
});
