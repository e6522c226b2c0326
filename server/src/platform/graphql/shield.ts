import type { GraphQLSchema } from 'graphql';
import type { AccessRule } from '#kernel/access.js';
import { timeIsUp, type Context } from '#kernel/context.js';
import { errors, type AppError } from '#kernel/errors.js';
import { holds } from '#kernel/identity.js';
import { guardedFields, type GuardedField } from './access.js';
import { applyMiddleware, rule, shield } from './shield-library.js';

type Verdict = true | AppError;

/** How long a proven password stays fresh, in milliseconds. */
type FreshFor = (context: Context) => number;

/** A clock that stepped back must not keep a proof fresh for longer (catalogue A12). */
const skewMs = 30_000;

/** A token proves no password, and acts only where a scope says what it may do: what is somebody's own stays with the person. */
function judgeToken({ who, fresh }: AccessRule): Verdict {
  if (fresh) return errors.REAUTHENTICATION_REQUIRED({}, 'No API token reaches this: sign in and prove your password.');
  return who === 'scope' || errors.FORBIDDEN({ requires: [], reason: 'person' }, 'No API token reaches this: sign in.');
}

function checkFreshness({ identity, ports }: Context, freshForMs: number): Verdict {
  if (identity.kind !== 'user') return true;
  const age = ports.clock.now().getTime() - identity.provenAt.getTime();
  return (age >= -skewMs && age <= freshForMs) || errors.REAUTHENTICATION_REQUIRED();
}

/** Whether an identity may reach a field, and if not, why. */
export function judge(access: AccessRule, context: Context, freshForMs: number): Verdict {
  const { identity, signal } = context;
  if (signal.aborted && signal.reason === timeIsUp) return errors.UNAVAILABLE({ retryAfterS: 1 });
  if (access.who === 'public') return true;
  if (identity.kind === 'visitor') return identity.broken ?? errors.UNAUTHENTICATED();
  if (access.scope !== undefined && !holds(identity, access.scope))
    return errors.FORBIDDEN({ requires: [access.scope] });
  if (identity.kind === 'token') return judgeToken(access);
  return access.fresh ? checkFreshness(context, freshForMs) : true;
}

const ruleOf = (access: AccessRule, freshFor: FreshFor) =>
  rule({ cache: 'no_cache' })((_parent, _args, context: Context) => judge(access, context, freshFor(context)));

function byType<T>(
  guarded: readonly GuardedField[],
  value: (entry: GuardedField) => T,
): Record<string, Record<string, T>> {
  const tree: Record<string, Record<string, T>> = {};
  for (const entry of guarded) (tree[entry.type] ??= {})[entry.field] = value(entry);
  return tree;
}

/**
 * Compiles the rules beside the fields into one graphql-shield tree. Only guarded fields are wrapped: shield would
 * put an 'allow' around every scalar leaf, and each of those costs time in every answer (performance.md).
 */
export function protect(schema: GraphQLSchema, freshFor: FreshFor): GraphQLSchema {
  const guarded = guardedFields(schema);
  const tree = byType(guarded, ({ access }) => ruleOf(access, freshFor));
  const generated = shield(tree, { allowExternalErrors: true, fallbackError: errors.FORBIDDEN() }).generate(
    schema,
  ) as Record<string, Record<string, never>>;
  const needed = byType(guarded, ({ type, field }) => generated[type]?.[field]);
  return applyMiddleware(schema, needed as never);
}
