import { Kind, type DocumentNode, type FieldNode, type GraphQLError, type SelectionSetNode } from 'graphql';
import type { Context } from '#kernel/context.js';
import { AppError } from '#kernel/errors.js';
import type { Logger } from '#kernel/ports.js';
import { actorOf } from '#kernel/identity.js';
import { appErrorIn } from './mask.js';

/** Enough to see that somebody tries doors, too little to fill the journal. */
const noted = { tries: 10, perSeconds: 60 };

/** The fields of a selection, those of its fragments included. */
function fieldsOf(document: DocumentNode, { selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(document, selection.selectionSet);
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    const fragment = fragments.find(({ name }) => name.value === selection.name.value);
    return fragment ? fieldsOf(document, fragment.selectionSet) : [];
  });
}

/** The name of the field behind a place of the answer, whatever the document calls it; '' where there is none. */
function fieldAt(document: DocumentNode, path: readonly (string | number)[]): string {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  let sets: SelectionSetNode[] = operations.map(({ selectionSet }) => selectionSet);
  let name = '';
  for (const key of path.filter((step) => typeof step === 'string')) {
    const fields = sets.flatMap((set) => fieldsOf(document, set));
    const here = fields.filter((field) => (field.alias ?? field.name).value === key);
    name = here[0]?.name.value ?? '';
    sets = here.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return name;
}

/**
 * Whoever has just lost what they were allowed is told so, and the journal has it from whoever took it. Where no disk
 * takes the record, the refusal stays one, and the log tells.
 */
function passOverLostStanding(error: unknown, log: Logger): void {
  if (!(error instanceof AppError)) throw error;
  if (error.cause) log.error({ event: 'request.failed', err: error }, 'a refusal could not be recorded');
}

/** Records that somebody who is signed in asked for what they may not do, with what was missing (ASVS 16.3.2). */
export async function recordDenials(
  errors: readonly GraphQLError[],
  { change, identity, log, ports }: Context,
  document: DocumentNode | undefined,
): Promise<void> {
  const actor = actorOf(identity);
  if (!actor) return;
  for (const error of errors) {
    const refusal = appErrorIn(error);
    if (refusal?.code !== 'FORBIDDEN') continue;
    if ((await ports.limiter.take(`denied:${actor.id}`, noted)) !== null) return;
    const field = document ? fieldAt(document, error.path ?? []) : '';
    const facts = { field, requires: refusal.details.requires?.join(' ') ?? '' };
    const recorded = change(async (unit) => unit.record('access.denied', { subject: `user:${actor.id}`, facts }));
    await recorded.catch((error: unknown) => passOverLostStanding(error, log));
  }
}
