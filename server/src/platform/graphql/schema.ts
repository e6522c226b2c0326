import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { assertValid, hasForbiddenCharacters } from '#kernel/input.js';
import { errors } from '#kernel/errors.js';
import type { Module } from '#kernel/module.js';
import { annotate } from './access.js';
import { limitFields } from './limits.js';

/** The name of the first text in a value that holds a forbidden character, or null. */
function offendingName(value: unknown, name: string): string | null {
  if (typeof value === 'string') return hasForbiddenCharacters(value) ? name : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = offendingName(inner, key);
    if (found !== null) return found;
  }
  return null;
}

/** Reads the rules of inputs within inputs, too; type-graphql validates the outermost only (catalogue Z9). */
function assertDeeplyValid(value: unknown, type: unknown): void {
  assertValid(value, type);
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value) as unknown[])
    if (typeof inner === 'object' && inner !== null) assertDeeplyValid(inner, inner.constructor);
}

/** Looks at all arguments at once, so that a plain one, which has no fields, is named too. */
function validate(value: unknown, type: unknown, { args }: { args: object }): void {
  const name = offendingName(args, '');
  if (name !== null) {
    const issue = { name, code: 'invalid_characters', message: 'This text holds characters that cannot be kept.' };
    throw errors.BAD_USER_INPUT({ fields: [issue] });
  }
  assertDeeplyValid(value, type);
}

/** A rule or a limit on what is no field would guard nothing (catalogue Z13). */
function assertMarksMeetFields(resolvers: readonly (new () => object)[]): void {
  const { fieldExtensions, fieldResolvers, mutations, queries, subscriptions } = getMetadataStorage();
  const methods = [...queries, ...mutations, ...subscriptions, ...fieldResolvers];
  const lost = fieldExtensions
    .filter(({ target }) => resolvers.some((resolver) => resolver === target))
    .filter((mark) => !methods.some((method) => method.target === mark.target && method.methodName === mark.fieldName))
    .map(({ target, fieldName }) => `${(target as { name: string }).name}.${fieldName}`);
  if (lost.length > 0) throw new Error(`rules or limits stand beside no field: ${lost.join(', ')}`);
}

/** The schema of these modules, with the access rules in the descriptions and the limits around the resolvers. */
export function buildHouseSchema(modules: readonly Module[]): GraphQLSchema {
  const resolvers = modules.flatMap((module) => module.resolvers ?? []) as [new () => object];
  assertMarksMeetFields(resolvers);
  const schema = buildSchemaSync({ resolvers, validate: false, validateFn: validate, orphanedTypes: [] });
  annotate(schema);
  limitFields(schema);
  return schema;
}

/** The schema as a text that does not depend on the order of declarations. */
export const printHouseSchema = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
