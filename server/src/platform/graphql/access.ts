import { isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
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

function problemsOf(schema: GraphQLSchema, guarded: readonly GuardedField[]): string[] {
  const declared = new Set(guarded.map(({ type, field }) => `${type}.${field}`));
  const undeclared = rootFields(schema)
    .filter(({ coordinate }) => !declared.has(coordinate))
    .map(({ coordinate }) => `${coordinate} declares no access`);
  const unknown = guarded
    .filter(({ access }) => access.scope !== undefined && !knownScopes().has(access.scope))
    .map(({ type, field, access }) => `${type}.${field} asks for ${access.scope}, which no module declares`);
  return [...undeclared, ...unknown];
}

/** Every field with a rule; throws where a root field has none or a scope is unknown (catalogue Z1). */
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
