import type { Reader } from '#kernel/ports.js';
import { toDate, type RawInstant } from '#kernel/row.js';

/** Entries by their numbers: those after one, up to another or to the newest. */
export interface Range {
  readonly after: number;
  readonly upTo: number | null;
}

/** Where the entries of a stretch of time stand: `whole` belongs to it entirely, of `partial` some may. */
export interface Spans {
  readonly whole: readonly Range[];
  readonly partial: readonly Range[];
}

/** A stretch of time, both ends included. */
export interface Stretch {
  readonly from?: Date | null;
  readonly to?: Date | null;
}

interface Segment {
  seq: number | string;
  count: number;
  earliest: RawInstant;
  latest: RawInstant;
}

const lastOf = (condition: string): string => `select max(seq) as seq from journal_checkpoint ${condition}`;
const removedSql = lastOf('where removal is not null');
const newestSql = lastOf('');
const overlappingSql = `select seq, count, earliest, latest from journal_checkpoint
  where latest >= ? and earliest <= ?`;

async function lastSeq(reader: Reader, sql: string): Promise<number> {
  const row = await reader.one<{ seq: number | string | null }>(sql, []);
  return Number(row?.seq ?? 0);
}

const [beginning, end] = [new Date(0), new Date(8.64e15)];

/** Joins ranges that follow one another. */
function join(ranges: readonly { after: number; upTo: number }[]): { after: number; upTo: number }[] {
  const joined: { after: number; upTo: number }[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    if (before?.upTo === range.after) before.upTo = range.upTo;
    else joined.push({ ...range });
  }
  return joined;
}

async function spansWithin(reader: Reader, from: Date, to: Date, kept: number, signed: number): Promise<Spans> {
  const instants = [reader.instant(from), reader.instant(to)];
  const overlapping = await reader.all<Segment>(overlappingSql, instants);
  const segments = overlapping
    .filter(({ seq }) => Number(seq) > kept)
    .toSorted((one, other) => Number(one.seq) - Number(other.seq));
  const isWhole = ({ earliest, latest }: Segment): boolean => toDate(earliest) >= from && toDate(latest) <= to;
  const rangesOf = (some: readonly Segment[]) =>
    join(some.map(({ seq, count }) => ({ after: Number(seq) - count, upTo: Number(seq) })));
  // A stretch that ends before the newest segment begins ends before what is not signed yet.
  const isPast = segments.length > 0 && Number(segments.at(-1)?.seq) < signed;
  const unsigned = isPast ? [] : [{ after: signed, upTo: null }];
  const partial = rangesOf(segments.filter((segment) => !isWhole(segment)));
  return { whole: rangesOf(segments.filter(isWhole)), partial: [...partial, ...unsigned] };
}

/** Where the entries of a stretch of time stand; the signed segments know their times, so no index has to. */
export async function spansOf(reader: Reader, { from, to }: Stretch): Promise<Spans> {
  const [kept, signed] = await Promise.all([lastSeq(reader, removedSql), lastSeq(reader, newestSql)]);
  if (from || to) return spansWithin(reader, from ?? beginning, to ?? end, kept, signed);
  return { whole: signed > kept ? [{ after: kept, upTo: signed }] : [], partial: [{ after: signed, upTo: null }] };
}

/** One range that holds them all. */
export function envelopeOf({ whole, partial }: Spans): Range {
  const ranges = [...whole, ...partial];
  const after = ranges.reduce((least, range) => Math.min(least, range.after), Infinity);
  const isOpen = ranges.some(({ upTo }) => upTo === null);
  const upTo = isOpen ? null : ranges.reduce((most, range) => Math.max(most, range.upTo ?? 0), 0);
  return { after: Number.isFinite(after) ? after : 0, upTo };
}
