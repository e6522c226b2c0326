import type { AuditActor, AuditFilter } from '@socle/schema/documents';
import type { MockEvent } from './events.ts';
import { demand, pageOf, type PageArguments } from './lists.ts';
import type { MockUser } from './people.ts';
import { refusal, type MockContext, type MockState } from './state.ts';

const actedBy = ({ actorId }: MockEvent, viewer: MockUser | null): AuditActor => {
  if (actorId === null) return 'NOBODY';
  return actorId === viewer?.id ? 'YOU' : 'SOMEBODY_ELSE';
};

const isAskedFor = (asked: unknown, value: unknown): boolean => asked == null || asked === '' || asked === value;

const isWithin = ({ at }: MockEvent, { from, to }: AuditFilter): boolean => (!from || at >= from) && (!to || at <= to);

function matches(event: MockEvent, filter: AuditFilter, state: MockState): boolean {
  const involves = (id: string | undefined): boolean => [event.actorId, event.concernedId].includes(id ?? 'nobody');
  const named = state.users.find(({ pseudo }) => pseudo === filter.person)?.id;
  return (
    (['number', 'type', 'outcome', 'subject'] as const).every((name) => isAskedFor(filter[name], event[name])) &&
    (!filter.personId || involves(filter.personId)) &&
    (!filter.person || involves(named)) &&
    isWithin(event, filter)
  );
}

/** The journal's root queries, over the mock's state. */
export function journalOf(state: MockState) {
  const personOf = (id: string | null) => state.users.find((user) => user.id === id) ?? null;
  const shown = (event: MockEvent, { viewer }: MockContext) => ({
    ...event,
    requestId: 'req-mock',
    actedBy: actedBy(event, viewer),
    actor: personOf(event.actorId),
    concerned: personOf(event.concernedId),
  });
  const newestFirst = () => state.events.toSorted((one, other) => other.number - one.number);
  return {
    auditEvents(args: PageArguments & { filter?: AuditFilter | null }, context: MockContext) {
      demand(context, 'audit:read');
      const found = newestFirst().filter((event) => matches(event, args.filter ?? {}, state));
      return pageOf(found, args, (event) => shown(event, context));
    },
    verifyAudit(_: unknown, context: MockContext) {
      demand(context, 'audit:read');
      return { ok: true, checkedEvents: state.events.length };
    },
    myActivity(args: PageArguments, context: MockContext) {
      if (!context.viewer) throw refusal('UNAUTHENTICATED');
      const { id } = context.viewer;
      const found = newestFirst().filter(({ actorId, concernedId }) => [actorId, concernedId].includes(id));
      return pageOf(found, args, (event) => shown(event, context));
    },
  };
}
