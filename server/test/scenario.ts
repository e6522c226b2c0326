import type { TypedDocument } from '@socle/schema/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Caller } from './caller.js';
import { openTestHouse, type Person, type TestHouse } from './house.js';

/** The people that every scenario finds: two members and an administrator. */
export interface Cast {
  readonly house: TestHouse;
  readonly member: Person;
  readonly other: Person;
  readonly admin: Person;
}

export type Role = 'visitor' | 'member' | 'other' | 'admin';

/** A test as data: as whom, which operation, what result, which events and no others. */
export interface Scenario<Data, Variables> {
  readonly name: string;
  readonly as: Role;
  readonly operation: TypedDocument<Data, Variables>;
  readonly variables: Variables | ((cast: Cast) => Variables | Promise<Variables>);
  /** What happened before. */
  readonly given?: (cast: Cast) => Promise<unknown>;
  /** The code of the refusal; nothing is refused where this is absent. */
  readonly code?: string;
  /** The HTTP status; 200 where this is absent. */
  readonly status?: number;
  /** What the answer must hold. */
  readonly expect?: (answer: Answer<Data>, cast: Cast) => unknown;
  /** The types of the recorded events, in their order; an empty list says that nothing is recorded. */
  readonly events: readonly string[];
}

/** An operation that the client never sends, as text. */
export const operation = <Data = Record<string, unknown>, Variables = object>(
  text: string,
): TypedDocument<Data, Variables> => text;

/** Scenario's `expect` for a refusal about fields: each issue as 'name:code'. */
export const aboutFields =
  (...issues: readonly string[]) =>
  ({ errors }: Answer<unknown>): void =>
    expect(errors[0]?.extensions.fields?.map(({ name, code }) => `${name}:${code}`)).toEqual(issues);

/** Those who hold no scope at all. */
export const outsiders = ['visitor', 'member'] as const;

/** Who asks for what only a scope allows, how that is refused, and what is recorded of it. */
export const refusedTo = (as: (typeof outsiders)[number]) =>
  as === 'visitor'
    ? { as, code: 'UNAUTHENTICATED', status: 401, events: [] }
    : { as, code: 'FORBIDDEN', status: 403, events: ['access.denied'] };

/** Makes a scenario with its types inferred from the operation. */
export const scenario = <Data, Variables>(value: Scenario<Data, Variables>): Scenario<unknown, unknown> =>
  value as unknown as Scenario<unknown, unknown>;

function callerOf(cast: Cast, role: Role): Caller {
  return role === 'visitor' ? cast.house.visitor() : cast[role].caller;
}

async function play(value: Scenario<unknown, unknown>, cast: Cast): Promise<void> {
  await value.given?.(cast);
  const variables =
    typeof value.variables === 'function' ? await (value.variables as (cast: Cast) => unknown)(cast) : value.variables;
  let answer: Answer<unknown> | undefined;
  const events = await cast.house.eventsOf(async () => {
    answer = await callerOf(cast, value.as).run(value.operation, variables);
  });
  if (answer?.code === 'INTERNAL')
    throw new Error(cast.house.lines.findLast((line) => line.includes('request.failed')));
  expect(answer?.errors.map(({ extensions }) => extensions.code) ?? []).toEqual(value.code ? [value.code] : []);
  expect(answer?.status).toBe(value.status ?? 200);
  if (answer) await value.expect?.(answer, cast);
  expect(events).toEqual(value.events);
}

/** Plays scenarios, each in a cast of its own, in one house. */
export function scenarios(subject: string, all: readonly Scenario<unknown, unknown>[]): void {
  describe(subject, () => {
    let house: TestHouse;
    beforeAll(async () => {
      house = await openTestHouse();
    });
    afterAll(() => house.close());

    for (const value of all)
      it(value.name, async () => {
        const [member, other, admin] = await Promise.all([house.person(), house.person(), house.person('admin')]);
        await play(value, { house, member, other, admin });
      });
  });
}
