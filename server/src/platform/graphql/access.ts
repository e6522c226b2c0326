import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { describeAccess, type AccessRule, type AccessRules } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { knownScopes } from '#kernel/scopes.js';

/** A field and the rule written beside it. */
export interface GuardedField {
  readonly type: string;
  readonly field: string;
  readonly access: AccessRule;
}

const accessOf = (field: GraphQLField<unknown, unknown>): AccessRule | undefined =>
  field.extensions['access'] as AccessRule | undefined;

/** Every root field with its coordinate. */
export function rootFields(schema: GraphQLSchema): { coordinate: string; field: GraphQLField<unknown, Context> }[] {
  return rootTypes(schema).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, field })),
  );
}

function rootTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => !!type);
}

/** Every object type that an answer of this type can hold, however deep. */
function typesBelow(schema: GraphQLSchema, type: GraphQLOutputType, found = new Set<string>()): ReadonlySet<string> {
  const named = getNamedType(type);
  const objects = isAbstractType(named) ? schema.getPossibleTypes(named) : [named].filter(isObjectType);
  for (const object of objects.filter(({ name }) => !found.has(name))) {
    found.add(object.name);
    for (const field of Object.values(object.getFields())) typesBelow(schema, field.type, found);
  }
  return found;
}

/** True where whoever passes `outer` passes `inner` too, whatever they ask for. */
function implies(outer: AccessRule, inner: AccessRule): boolean {
  if (inner.own !== undefined || (inner.fresh && !outer.fresh)) return false;
  if (inner.who === 'public') return true;
  // What asks for a scope alone is open to tokens, which are no members.
  if (inner.who === 'member') return outer.who === 'member' || (outer.who === 'scope' && outer.fresh === true);
  return outer.scope === inner.scope;
}

/** What a mutation answers must not be refused once it has had its effect (promise M7, catalogue Z3). */
function effectsBeforePermission(schema: GraphQLSchema, guarded: readonly GuardedField[]): string[] {
  const mutations = schema.getMutationType();
  return guarded.flatMap((mutation) => {
    const result = mutation.type === mutations?.name && mutations.getFields()[mutation.field]?.type;
    if (!result) return [];
    const below = typesBelow(schema, result);
    return guarded
      .filter(({ type, access }) => below.has(type) && !implies(mutation.access, access))
      .map(
        ({ type, field, access }) =>
          `${mutation.type}.${mutation.field} ${describeAccess(mutation.access)} answers ${type}.${field}, which asks for ${describeAccess(access)}`,
      );
  });
}

function problemsOf(schema: GraphQLSchema, guarded: readonly GuardedField[]): string[] {
  const declared = new Set(guarded.map(({ type, field }) => `${type}.${field}`));
  const undeclared = rootFields(schema)
    .filter(({ coordinate }) => !declared.has(coordinate))
    .map(({ coordinate }) => `${coordinate} declares no access`);
  const unknown = guarded
    .filter(({ access }) => access.scope !== undefined && !knownScopes().has(access.scope))
    .map(({ type, field, access }) => `${type}.${field} asks for ${access.scope}, which no module declares`);
  return [...undeclared, ...unknown, ...effectsBeforePermission(schema, guarded)];
}

/** Every field with a rule; throws where a root field has none, a scope is unknown, or a rule comes after an effect (catalogue Z1, Z3). */
export function guardedFields(schema: GraphQLSchema): readonly GuardedField[] {
  const guarded = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ type: type.name, field: field.name, access: accessOf(field) })),
    )
    .filter((entry): entry is GuardedField => entry.access !== undefined);
  const problems = problemsOf(schema, guarded);
  if (problems.length > 0) throw new Error(`the schema cannot be guarded:\n${problems.join('\n')}`);
  return guarded;
}

/** The same rules by coordinate, for whoever explains them. */
export function rulesOf(schema: GraphQLSchema): AccessRules {
  return new Map(guardedFields(schema).map(({ type, field, access }) => [`${type}.${field}`, access]));
}

/** Writes each rule in front of its field's description. */
export function annotate(schema: GraphQLSchema): void {
  for (const { type, field, access } of guardedFields(schema)) {
    const definition = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    if (definition) definition.description = [describeAccess(access), definition.description].filter(Boolean).join(' ');
  }
}
