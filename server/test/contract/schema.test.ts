// Catalogue: Z1, D6.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType, Kind, parse, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#house/build-info.js';
import { emittedFiles } from '#house/commands/emit-schema.js';
import { modules } from '#house/modules.js';
import { RecordedEvent } from '#kernel/recorded-event.entity.js';
import { buildHouseSchema } from '#platform/graphql/schema.js';
import { isTest, readProjectFile, sourcesIn } from './files.js';

const schema = buildHouseSchema(modules);
const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => !!type);
const fieldsOf = (type: GraphQLObjectType): string[] => Object.keys(type.getFields());

describe('what is emitted', () => {
  it.each([...emittedFiles()])('equals the committed %s', (path, content) =>
    expect(readProjectFile(path)).toBe(content),
  );

  it('is a valid schema, with the rule of each root field in its description', () => {
    const emitted = buildSchema(emittedFiles().get('schema/schema.graphql') ?? '');
    for (const type of [emitted.getQueryType(), emitted.getMutationType()])
      for (const field of Object.values(type?.getFields() ?? {}))
        expect(field.description, field.name).toMatch(/^\[(public|member|scope: [a-z:]+)\]( \[fresh\])?/);
  });

  it('shows nothing sealed or secret', () => {
    const names = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) => fieldsOf(type as GraphQLObjectType).map((field) => `${type.name}.${field}`));
    const secret = names.filter((name) =>
      /hash|sealed|secret|key$|credential|mac$|generation|acknowledged|password(?!MinLength)/i.test(
        name.split('.')[1] ?? '',
      ),
    );
    // The last is shown once, to whoever made it.
    const known = ['Mutation.changePassword', 'Mutation.confirmPassword', 'CreatedApiToken.secret'];
    expect(secret.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('shows no secret column under any name that the tables know', () => {
    const columns = [RecordedEvent, ...modules.flatMap(({ entities }) => entities ?? [])].flatMap((entity) =>
      Object.keys((entity as { meta: { properties: object } }).meta.properties),
    );
    const hidden = columns.filter((column) => /hash|sealed|wrapped|canary|key$/i.test(column));
    expect(hidden).toEqual(
      expect.arrayContaining(['passwordHash', 'sealedKey', 'tokenHash', 'emailKey', 'pseudoKey', 'wrapped']),
    );
    for (const column of hidden)
      expect(emittedFiles().get('schema/schema.graphql')).not.toMatch(new RegExp(`\\b${column}\\b`));
  });
});

describe('scenarios', () => {
  const documents = readdirSync(join(projectRoot, 'schema', 'operations'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.graphql'))
    .flatMap((path) => parse(readProjectFile(join('schema', 'operations', path))).definitions);
  const scenarios = sourcesIn('src', (path) => path.endsWith('.scenario.test.ts'))
    .map(({ text }) => text)
    .join('\n');

  /** A field is played where a scenario names a document that asks for it, or asks for it in a text of its own. */
  function isPlayed(field: string): boolean {
    const names = documents.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.selectionSet.selections.some(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === field,
      )
        ? [`${definition.name?.value ?? ''}Document`]
        : [],
    );
    return (
      names.some((name) => new RegExp(`operation: ${name}\\b|run\\(\\s*${name}\\b`).test(scenarios)) ||
      new RegExp(`['\`{][^'\`]*\\{\\s*${field}\\b`).test(scenarios)
    );
  }

  it('play every root field', () => {
    expect(roots.flatMap(fieldsOf).filter((field) => !isPlayed(field))).toEqual([]);
  });

  it('would miss a field that nobody plays', () => expect(isPlayed('approveRelease')).toBe(false));

  it('say of every attempt which events it leaves', () => {
    for (const { path, text } of sourcesIn('src', isTest)) {
      const attempts = text.split(/\bscenario\(\{/).slice(1);
      for (const attempt of attempts) expect(attempt, path).toMatch(/\bevents: \[|\.\.\.refusedTo\(/);
    }
  });
});
