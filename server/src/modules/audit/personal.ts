import type { Context } from '#kernel/context.js';
import type { Cell, ExportedPerson, PersonalDeclarations } from '#kernel/personal.js';
import { countEvents } from './event-counts.views.js';
import { ownEvents, type AuditEventView } from './event-list.views.js';
import { spansOf } from './spans.js';

const doers = { YOU: 'you', SOMEBODY_ELSE: 'somebody else', NOBODY: 'nobody signed in' } as const;

const shownFacts = ({ facts }: AuditEventView): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

async function* rows({ ports: { reader } }: Context, { id, asOf }: ExportedPerson): AsyncGenerator<readonly Cell[]> {
  for await (const event of ownEvents(reader, id, asOf))
    yield [
      ...[event.at, event.type, event.outcome, doers[event.actedBy], event.subject],
      ...[shownFacts(event), event.ipAddress, event.requestId],
    ];
}

async function count({ ports: { reader } }: Context, { id, asOf }: ExportedPerson): Promise<number> {
  const filter = { personId: id, to: asOf };
  return countEvents(reader, filter, await spansOf(reader, filter));
}

/** What the journal keeps of a person. */
export const personal: PersonalDeclarations = {
  RecordedEvent: {
    exported: {
      file: 'activity',
      title: {
        EN: 'What you did, and what was done to your account',
        FR: 'Ce que vous avez fait, et ce qui a été fait à votre compte',
      },
      columns: [
        { EN: 'at', FR: 'date' },
        { EN: 'event', FR: 'événement' },
        { EN: 'outcome', FR: 'issue' },
        { EN: 'by', FR: 'par' },
        { EN: 'about', FR: 'au sujet de' },
        { EN: 'details', FR: 'détails' },
        { EN: 'network', FR: 'réseau' },
        { EN: 'request', FR: 'requête' },
      ],
      rows,
      count,
    },
    onDeletion: { kept: 'the trail of who did what to whom stays whole; its ids name nobody any more' },
  },
  JournalCheckpoint: {
    exported: { nothing: 'how many entries of each kind the journal had: nothing of anybody' },
    onDeletion: { kept: 'without it, nobody could see that the journal was shortened' },
  },
};
