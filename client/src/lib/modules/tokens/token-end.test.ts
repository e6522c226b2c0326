import { describe, expect, it } from 'vitest';
import { dateFault, toDateField, untilOf } from '#lib/ends/index.ts';
import { m } from '#lib/i18n/index.ts';
import { stageOf, tokenEnds, tokenSpans } from './token-end.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const DAY_MS = 86_400_000;

describe('the end of a token', () => {
  it('is so many days away, or not at all', () => {
    const ends = tokenEnds().map(({ value }) => untilOf(tokenSpans, value, '2027-01-01T00:00:00.000Z', now));
    expect(ends).toEqual([
      '2026-12-21T12:00:00.000Z',
      '2027-02-19T12:00:00.000Z',
      '2027-11-21T12:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      null,
    ]);
  });

  it('is a date that is still to come', () => {
    expect(dateFault('', now)).toBe(m.field_required());
    expect(dateFault('2026-11-21T12:00:00.000Z', now)).toBe(m.field_date_past());
    expect(dateFault('2026-11-21T12:00:00.001Z', now)).toBeNull();
    expect(toDateField(now)).toMatch(/^2026-11-2[012]T\d{2}:\d{2}$/);
  });

  it.each([
    [null, 'lasting'],
    [8 * DAY_MS, 'lasting'],
    [6 * DAY_MS, 'ending'],
    [1, 'ending'],
    [0, 'expired'],
  ] as const)('in %s ms makes it %s', (left, stage) =>
    expect(stageOf(left === null ? null : new Date(now + left).toISOString(), now)).toBe(stage),
  );
});
