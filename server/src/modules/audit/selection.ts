import { eventsThat } from '#kernel/events.js';
import type { Reader } from '#kernel/ports.js';
import { butRefreshes } from '#kernel/recorded-event.entity.js';
import { compared } from '#kernel/row.js';
import type { AuditFilter } from './audit.inputs.js';
import type { Range } from './spans.js';

/** SQL conditions with their parameters, in step. */
export class Conditions {
  readonly #texts: string[] = [];
  readonly parameters: unknown[] = [];

  and(text: string, ...parameters: readonly unknown[]): this {
    this.#texts.push(text);
    this.parameters.push(...parameters);
    return this;
  }

  get sql(): string {
    return this.#texts.length > 0 ? `where ${this.#texts.join(' and ')}` : '';
  }
}

const refreshed = "type = 'session.refreshed'";

/** Whose session it is: the first that is told of it says so. */
const ownerSql = `(select coalesce(concerns_id, actor_id) from recorded_event
  where subject = ? and ${butRefreshes} order by seq limit 1)`;

type Start = () => Conditions;
type Asked = AuditFilter & { readonly withRefreshes: boolean };

const bySubject = ({ subject, withRefreshes }: Asked): Start[] => {
  const notable: Start = () => new Conditions().and('subject = ?', subject).and(butRefreshes);
  const ofSession: Start = () =>
    new Conditions()
      .and(`actor_id = ${ownerSql}`, subject)
      .and(`${compared('subject')} = ?`, subject)
      .and(refreshed);
  return withRefreshes && subject?.startsWith('session:') ? [notable, ofSession] : [notable];
};

const byActor = (id: string, { withRefreshes }: Asked): Start[] => [
  () => (withRefreshes ? new Conditions() : new Conditions().and(butRefreshes)).and('actor_id = ?', id),
];

const byType = (type: string): Start => {
  // They are most of the journal: it is read from its end.
  if (type === 'session.refreshed') return () => new Conditions().and(refreshed);
  return () => new Conditions().and('type = ?', type).and(butRefreshes);
};

type Leading = 'number' | 'subject' | 'actorId' | 'personId' | 'type' | 'outcome' | null;

/** What a filter is looked up by, and the index ranges that hold it: each in the order of numbers, none twice. */
function startsOf(filter: Asked): { readonly leading: Leading; readonly starts: readonly Start[] } {
  if (filter.number != null)
    return { leading: 'number', starts: [() => new Conditions().and('seq = ?', filter.number)] };
  if (filter.subject) return { leading: 'subject', starts: bySubject(filter) };
  if (filter.actorId) return { leading: 'actorId', starts: byActor(filter.actorId, filter) };
  if (filter.personId) {
    const concerned: Start = () => new Conditions().and('concerns_id = ?', filter.personId);
    return { leading: 'personId', starts: [...byActor(filter.personId, filter), concerned] };
  }
  if (filter.type) return { leading: 'type', starts: [byType(filter.type)] };
  if (filter.outcome === 'FAILURE') return { leading: 'outcome', starts: eventsThat('FAILURE').map(byType) };
  const all: Start = () => (filter.withRefreshes ? new Conditions() : new Conditions().and(butRefreshes));
  return { leading: null, starts: [all] };
}

/** The rest of a filter: compared, without an index. */
function compareRest(conditions: Conditions, reader: Reader, filter: Asked, leading: Leading): void {
  const { subject, personId, actorId, type, outcome, from, to, withRefreshes } = filter;
  const compare = (name: Leading, value: string | null | undefined, text: string): void => {
    if (value && leading !== name) conditions.and(text, value);
  };
  compare('subject', subject, `${compared('subject')} = ?`);
  compare('actorId', actorId, `${compared('actor_id')} = ?`);
  compare('personId', personId, `? in (${compared('actor_id')}, ${compared('concerns_id')})`);
  compare('type', type, `${compared('type')} = ?`);
  compare('outcome', outcome, 'outcome = ?');
  if (leading === 'number' && !withRefreshes) conditions.and(butRefreshes);
  if (from) conditions.and('at >= ?', reader.instant(from));
  if (to) conditions.and('at <= ?', reader.instant(to));
}

/** True where refreshes can be among what a filter leaves. */
const canBeRefreshes = ({ refreshes, type, outcome }: AuditFilter): boolean =>
  refreshes !== false && (!type || type === 'session.refreshed') && outcome !== 'FAILURE';

/** The ranges of rows that a filter leaves between two numbers; together they are what it asks for. */
export function select(reader: Reader, asked: AuditFilter, { after, upTo }: Range): readonly Conditions[] {
  const filter = { ...asked, withRefreshes: canBeRefreshes(asked) };
  if (filter.type === 'session.refreshed' && !filter.withRefreshes) return [];
  const { leading, starts } = startsOf(filter);
  return starts.map((start) => {
    const conditions = start().and('seq > ?', after);
    if (upTo !== null) conditions.and('seq <= ?', upTo);
    compareRest(conditions, reader, filter, leading);
    return conditions;
  });
}
