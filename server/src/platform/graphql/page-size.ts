import { Kind, type ValueNode } from 'graphql';

/** The values of the variables of an operation, as they came. */
export type Variables = Readonly<Record<string, unknown>>;

/** What the variables of an operation hold where they are not given. */
export type Defaults = ReadonlyMap<string, ValueNode | undefined>;

const usual = 20;
/** Whoever asks for more is refused by the list itself. */
const longest = 100;

const literal = (value: ValueNode | undefined): string | null => (value?.kind === Kind.INT ? value.value : null);

function valueOf(value: ValueNode | undefined, variables: Variables, defaults: Defaults): unknown {
  if (value?.kind !== Kind.VARIABLE) return literal(value);
  const name = value.name.value;
  // Null counts as given.
  return Object.hasOwn(variables, name) ? variables[name] : literal(defaults.get(name));
}

/** How many objects a page may hold whose list is asked for so many. */
export function pageOf(first: ValueNode | undefined, variables: Variables, defaults: Defaults): number {
  const size = Number(valueOf(first, variables, defaults) || usual);
  return Number.isFinite(size) ? Math.min(Math.max(1, size), longest) : usual;
}
