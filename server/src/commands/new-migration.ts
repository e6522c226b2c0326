import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { openDatabase, type Database } from '#platform/database/database.js';
import { Chain } from '#platform/journal/chain.js';
import { projectRoot, serverFolder } from '../build-info.js';
import { contentsWith, type DatabaseName } from '../databases.js';
import { fail, quietLog, say } from './workplace.js';

/** Opens a throw-away database of the house's entities. */
async function inScratch<T>(name: DatabaseName, work: (database: Database) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'socle-migration-'));
  const contents = contentsWith(() => new Chain(randomBytes(32)))[name];
  const database = await openDatabase({ file: join(folder, 'scratch.db'), ...contents }, quietLog());
  try {
    return await work(database);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

const triggersSql = `select sql || ';' as sql from sqlite_master where type = 'trigger' order by name`;

/** The triggers of a database that was made in that way. */
function triggersAfter(name: DatabaseName, make: (database: Database) => Promise<unknown>): Promise<string[]> {
  return inScratch(name, async (database) => {
    await make(database);
    return (await database.reader.all<{ sql: string }>(triggersSql, [])).map(({ sql }) => oneLine(sql));
  });
}

const oneLine = (sql: string): string => sql.replaceAll(/\s+/g, ' ').replace('CREATE TRIGGER', 'create trigger').trim();
const nameOf = (createTrigger: string): string => createTrigger.split(' ')[2] ?? '';

/** The statements that turn what the migrations make into what the entities describe; empty where they agree. */
export async function pendingStatements(name: DatabaseName): Promise<string[]> {
  const statements = await inScratch(name, async (database) => {
    await database.migrate();
    const sql = await database.orm.schema.getUpdateSchemaSQL({ wrap: false });
    return sql
      .split(/(?<=;)\n/)
      .map(oneLine)
      .filter(Boolean);
  });
  const made = await triggersAfter(name, (database) => database.migrate());
  const described = await triggersAfter(name, (database) => database.orm.schema.create());
  const changed = described.filter((sql) => !made.includes(sql) && !statements.includes(sql));
  return [...statements, ...changed.flatMap((sql) => [`drop trigger if exists ${nameOf(sql)};`, sql])];
}

const className = (name: string): string =>
  name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());

function source(name: string, statements: readonly string[]): string {
  const lines = statements.map((sql) => `    this.addSql(${JSON.stringify(sql)});`).join('\n');
  return `import { Migration } from '@mikro-orm/migrations';\n\nexport class ${className(name)} extends Migration {\n  override up(): void {\n${lines}\n  }\n}\n`;
}

const folders: Record<DatabaseName, string> = {
  main: join(serverFolder, 'migrations'),
  vault: join(serverFolder, 'migrations', 'vault'),
};

function register(folder: string, name: string, file: string): void {
  const index = join(folder, 'index.ts');
  const text = readFileSync(index, 'utf8')
    .replace(/^/, `import { ${className(name)} } from './${file}.js';\n`)
    .replace(/(\[|,?)\s*\];\s*$/, (_end, before: string) =>
      [before || ',', `  { name: '${file}', class: ${className(name)} },`, '];', ''].join('\n'),
    );
  writeFileSync(index, text);
}

/** Writes the migration of one database; false where there is nothing to change. */
async function write(database: DatabaseName, name: string): Promise<boolean> {
  const statements = await pendingStatements(database);
  if (statements.length === 0) return false;
  const file = `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${name}`;
  const path = join(folders[database], `${file}.ts`);
  writeFileSync(path, source(name, statements));
  register(folders[database], name, file);
  say(`Wrote ${relative(projectRoot, path)}. Read it, then run: npm run format`);
  return true;
}

async function newMigration(name: string): Promise<void> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) fail('Name it in lower case with dashes, such as first-tables.');
  const written = [await write('main', name), await write('vault', name)];
  if (!written.includes(true)) say('The migrations already make what the entities describe.');
}

export function registerNewMigration(program: Command): void {
  program
    .command('new-migration')
    .description('write a migration for what changed in the entities')
    .argument('<name>')
    .action(newMigration);
}
