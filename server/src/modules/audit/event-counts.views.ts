import { eventsThat, knownEvents } from '#kernel/events.js';
import type { Reader } from '#kernel/ports.js';
import { compared } from '#kernel/row.js';
import type { AuditFilter } from './audit.inputs.js';
import { Conditions, select } from './selection.js';
import { envelopeOf, type Range, type Spans } from './spans.js';

type Counts = Readonly<Record<string, number>>;

/** Whether a type is one of those that a filter on types alone leaves; null where it leaves all. */
function typesOf({ type, outcome, refreshes }: AuditFilter): ((type: string) => boolean) | null {
  if (!type && !outcome && refreshes !== false) return null;
  const ofOutcome = new Set(outcome ? eventsThat(outcome) : []);
  return (given) =>
    (!type || given === type) &&
    (!outcome || ofOutcome.has(given)) &&
    (refreshes !== false || given !== 'session.refreshed');
}

async function countsAt(reader: Reader, seq: number): Promise<Counts> {
  if (seq === 0) return {};
  const row = await reader.one<{ counts: string }>('select counts from journal_checkpoint where seq = ?', [seq]);
  return JSON.parse(row?.counts ?? '{}') as Counts;
}

const sum = (counts: Counts, isWanted: (type: string) => boolean): number =>
  Object.entries(counts).reduce((total, [type, n]) => (isWanted(type) ? total + n : total), 0);

/** Of whole segments the checkpoints know how many entries of each type there are. */
async function countWhole(reader: Reader, { after, upTo }: Range, isWanted: (type: string) => boolean) {
  const [before, then] = await Promise.all([countsAt(reader, after), countsAt(reader, upTo ?? 0)]);
  return sum(then, isWanted) - sum(before, isWanted);
}

async function countRows(reader: Reader, conditions: Conditions): Promise<number> {
  const sql = `select count(*) as n from recorded_event ${conditions.sql}`;
  const row = await reader.one<{ n: number | string }>(sql, conditions.parameters);
  return Number(row?.n ?? 0);
}

/** Of the rest, which is at most a few segments, the rows are counted. */
function countPartial(reader: Reader, { after, upTo }: Range, filter: AuditFilter): Promise<number> {
  const conditions = new Conditions().and('seq > ?', after);
  if (upTo !== null) conditions.and('seq <= ?', upTo);
  const isWanted = typesOf(filter);
  const types =
    isWanted && JSON.stringify([...new Set([filter.type, ...knownEvents()])].filter(isText).filter(isWanted));
  if (types) conditions.and(`${compared('type')} in (select value from json_each(?))`, types);
  if (filter.from) conditions.and('at >= ?', reader.instant(filter.from));
  if (filter.to) conditions.and('at <= ?', reader.instant(filter.to));
  return countRows(reader, conditions);
}

const isText = (value: string | null | undefined): value is string => typeof value === 'string';

/** How many entries a filter leaves. */
export async function countEvents(reader: Reader, filter: AuditFilter, spans: Spans): Promise<number> {
  const { number, subject, actorId, personId } = filter;
  const parts =
    number != null || subject || actorId || personId
      ? select(reader, filter, envelopeOf(spans)).map((conditions) => countRows(reader, conditions))
      : [
          ...spans.whole.map((range) => countWhole(reader, range, typesOf(filter) ?? (() => true))),
          ...spans.partial.map((range) => countPartial(reader, range, filter)),
        ];
  return (await Promise.all(parts)).reduce((total, n) => total + n, 0);
}
