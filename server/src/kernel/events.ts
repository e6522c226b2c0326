export type Outcome = 'SUCCESS' | 'FAILURE';

/** Names and values of a fact: ids and enumerations only, never personal data, never a secret. */
export type Facts = Record<string, string>;

/** The facts of a row; none where somebody has spoilt it: finding that is for the verification of the journal. */
export function factsIn(text: string): Facts {
  try {
    return JSON.parse(text) as Facts;
  } catch {
    return {};
  }
}

/** Past-tense names of everything that can be recorded; modules add theirs by declaration merging. */
export interface HouseEvents extends OwnEvents {}

export type EventName = keyof HouseEvents & string;

/** Whom an event is about and what happened. */
export interface Occurrence {
  /** 'kind:id' of what it was done to. */
  readonly subject?: string;
  /** Who did it, where that is not the identity of the request (a sign-in has none yet). */
  readonly actorId?: string;
  /** Whom it concerns, where the subject does not say so: it is a part of that person's activity, whoever acts. */
  readonly concernsId?: string;
  readonly facts?: Facts;
}

/** A recorded event, as listeners and followers of the journal see it. */
export interface RecordedFact {
  readonly id: string;
  readonly type: EventName;
  readonly outcome: Outcome;
  readonly at: Date;
  readonly actorId: string | null;
  readonly subject: string | null;
  readonly requestId: string;
  readonly facts: Facts;
}

/** A fact with what only the journal keeps of it. */
export interface NewEntry extends RecordedFact {
  readonly concernsId: string | null;
  readonly network: string | null;
}

const ofUser = 'user:';

/** Whose id a subject names; null where it is no user. */
export const userIdIn = (subject: string | null | undefined): string | null =>
  subject?.startsWith(ofUser) ? subject.slice(ofUser.length) : null;

const known = new Map<string, Outcome>();

/** Declares a module's events and whether each tells of a success or a failure. */
export function defineEvents<const T extends Record<string, Outcome>>(events: T): T {
  for (const [name, outcome] of Object.entries(events)) {
    if (known.has(name)) throw new Error(`event ${name} is declared twice`);
    known.set(name, outcome);
  }
  return events;
}

/** What happens to the instance itself, whichever module has to do with it. */
const events = defineEvents({ 'keys.rotated': 'SUCCESS' });

type OwnEvents = typeof events;

/** The outcome that an event's declaration gives it. */
export function outcomeOf(name: EventName): Outcome {
  const outcome = known.get(name);
  if (!outcome) throw new Error(`event ${name} was never declared`);
  return outcome;
}

/** The declared events that end so. */
export const eventsThat = (outcome: Outcome): readonly string[] =>
  [...known].flatMap(([name, declared]) => (declared === outcome ? [name] : []));

/** Every declared event, in the order of declaration. */
export function knownEvents(): readonly string[] {
  return [...known.keys()];
}
