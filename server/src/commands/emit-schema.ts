import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { countries } from '#kernel/countries.js';
import { formulaPattern } from '#kernel/csv.js';
import { knownErrors } from '#kernel/errors.js';
import { knownEvents } from '#kernel/events.js';
import { knownScopes } from '#kernel/scopes.js';
import { allBuiltInRoles } from '#modules/users/index.js';
import { rulesOf } from '#platform/graphql/access.js';
import { buildHouseSchema, printHouseSchema } from '#platform/graphql/schema.js';
import { projectRoot } from '../build-info.js';
import { modules } from '../modules.js';
import { limitsSection, permissionsPage } from './permissions.js';
import { fail, say } from './workplace.js';

/** The words that server and client share, as data; sorted where their order means nothing and would follow what was loaded first. */
export function vocabulary(): object {
  return {
    scopes: [...knownScopes().keys()],
    roles: allBuiltInRoles().map(({ name, scopes }) => ({ name, scopes })),
    errors: [...knownErrors()].map(([code, { http, message }]) => ({ code, http, message })),
    events: knownEvents(),
    countries,
    formula: formulaPattern,
  };
}

/** The emitted files: path below the project's root, and content. */
export function emittedFiles(): ReadonlyMap<string, string> {
  const schema = buildHouseSchema(modules);
  return new Map([
    ['schema/schema.graphql', printHouseSchema(schema)],
    ['schema/vocabulary.json', `${JSON.stringify(vocabulary(), null, 2)}\n`],
    ['schema/permissions.md', [permissionsPage(rulesOf(schema)), limitsSection(schema)].join('\n')],
  ]);
}

function emitSchema({ check }: { check?: boolean }): void {
  const files = [...emittedFiles()].filter(([path, content]) => readText(path) !== content);
  if (check && files.length > 0)
    fail(`Not as the server emits it: ${files.map(([path]) => path).join(', ')}. Run: npm run generate`);
  for (const [path, content] of files) writeFileSync(join(projectRoot, path), content);
  say(
    files.length > 0
      ? `Wrote ${files.map(([path]) => path).join(', ')}.`
      : 'Schema, vocabulary and permissions are up to date.',
  );
}

function readText(path: string): string | null {
  try {
    return readFileSync(join(projectRoot, path), 'utf8');
  } catch {
    return null;
  }
}

export function registerEmitSchema(program: Command): void {
  program
    .command('emit-schema')
    .description('write schema/schema.graphql, schema/vocabulary.json and schema/permissions.md')
    .option('--check', 'write nothing; exit 1 where a file differs')
    .action(emitSchema);
}
