import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inHouse } from '../house.mjs';

const built = (...path) => import(pathToFileURL(inHouse('server', 'dist', ...path)).href);

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} column
 * @property {string} type       what it holds, whatever the database
 * @property {boolean} nullable
 * @property {boolean} primary
 * @property {boolean} unique
 * @property {string} [target]   the entity that it points at
 * @property {boolean} single    at most one of ours points at the same target
 *
 * @typedef {{ name: string, table: string, module: string, properties: Property[] }} Entity
 */

const logicalTypes = {
  UuidType: 'uuid',
  Date: 'instant',
  string: 'text',
  text: 'text',
  boolean: 'boolean',
  integer: 'integer',
  BigIntType: 'integer',
  DoubleType: 'number',
  BlobType: 'bytes',
  JsonType: 'document',
};

function typeOf(property) {
  if (property.targetMeta) return typeOf(property.targetMeta.getPrimaryProp());
  const known = logicalTypes[property.type];
  if (!known)
    throw new Error(
      `${property.type}, the type of ${property.name}, has no logical name yet (ops/scripts/lib/model/read-model.mjs)`,
    );
  return known;
}

/** @returns {Property} */
const readProperty = (property) => ({
  name: property.name,
  column: property.fieldNames[0],
  type: typeOf(property),
  nullable: property.nullable === true,
  primary: property.primary === true,
  unique: property.unique === true,
  target: property.targetMeta?.className,
  single: property.kind === '1:1',
});

/** Rows point one way only: what points back has no column. */
const hasColumn = (property) => property.fieldNames?.length === 1 && !property.mappedBy;

/** The tables that no module owns, by the page that tells of them. */
const housePages = { Job: 'jobs', StoredFile: 'files' };

/** @returns {Entity[]} */
function readEntities(databases, modules) {
  const owner = new Map(
    modules.flatMap(({ name, entities = [] }) => entities.map((schema) => [schema.meta.className, name])),
  );
  const order = ['journal', ...Object.values(housePages), ...modules.map(({ name }) => name)];
  return databases
    .flatMap(({ orm }) => [...orm.getMetadata().getAll().values()])
    .map((meta) => ({
      name: meta.className,
      table: meta.tableName,
      module: owner.get(meta.className) ?? housePages[meta.className] ?? 'journal',
      properties: Object.values(meta.properties).filter(hasColumn).map(readProperty),
    }))
    .sort((a, b) => order.indexOf(a.module) - order.indexOf(b.module) || a.name.localeCompare(b.name));
}

const tablesSql = "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";
const indexesSql =
  "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null order by name";

async function readTables({ reader }, database) {
  const tables = await reader.all(tablesSql, []);
  return Promise.all(
    tables.map(async ({ name, sql }) => ({
      name,
      database,
      sql,
      columns: await reader.all('select * from pragma_table_xinfo(?)', [name]),
      foreignKeys: await reader.all('select * from pragma_foreign_key_list(?)', [name]),
      indexes: await reader.all(indexesSql, [name]),
    })),
  );
}

/** Every database keeps a list of its migrations, in the same table. */
const onceEach = (tables) =>
  [...new Map(tables.toReversed().map((table) => [table.name, table])).values()].toReversed();

/** The entities as the server declares them, and the tables as its migrations make them in empty databases. */
export async function readModel() {
  const { openDatabase } = await built('src', 'platform', 'database', 'database.js');
  const { modules } = await built('src', 'modules.js');
  const { contentsWith } = await built('src', 'databases.js');
  const { personalDeclarations } = await built('src', 'personal.js');
  const contents = contentsWith(() => {
    throw new Error('an empty database has no events to seal');
  });
  const folder = mkdtempSync(join(tmpdir(), 'socle-model-'));
  const names = Object.keys(contents);
  const open = (name) => openDatabase({ file: join(folder, `${name}.db`), ...contents[name] }, silent);
  const databases = await Promise.all(names.map(open));
  try {
    for (const database of databases) await database.migrate();
    const tables = await Promise.all(databases.map((database, index) => readTables(database, names[index])));
    const entities = readEntities(databases, modules);
    return { entities, tables: onceEach(tables.flat()), personal: personalDeclarations };
  } finally {
    for (const database of databases) await database.close();
    rmSync(folder, { recursive: true });
  }
}
