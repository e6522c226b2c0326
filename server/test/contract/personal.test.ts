// Promise M4: nothing that refers to a person is without a word of what becomes of it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineEntity, p, type EntityMetadata } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '#house/modules.js';
import { ownPersonal, personalDeclarations } from '#house/personal.js';
import { User } from '#modules/users/index.js';
import { MikroORM } from '@mikro-orm/sqlite';
import { archiveOf } from '#test/archive.js';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

type Entities = ReadonlyMap<string, EntityMetadata>;

const entitiesOf = (metadata: { getAll(): Map<unknown, EntityMetadata> }): Entities =>
  new Map([...metadata.getAll().values()].map((meta) => [meta.className, meta]));

/** An id of something that is no relation could be a user's: whoever keeps one must say so. */
const holdsForeignId = ({ properties }: EntityMetadata): boolean =>
  Object.values(properties).some(
    ({ kind, primary, type }) => String(kind) === 'scalar' && !primary && type === 'UuidType',
  );

/** True where an entity is a user, points at one, holds an id that could be one's, or points at such an entity. */
function refersToUser(name: string, entities: Entities, passed: readonly string[] = []): boolean {
  const meta = entities.get(name);
  if (!meta || passed.includes(name)) return false;
  const targets = Object.values(meta.properties).flatMap(({ targetMeta }) =>
    targetMeta ? [targetMeta.className] : [],
  );
  return (
    name === 'User' ||
    holdsForeignId(meta) ||
    targets.some((target) => refersToUser(target, entities, [...passed, name]))
  );
}

const undeclared = (entities: Entities, declared: object): string[] =>
  [...entities.keys()].filter((name) => refersToUser(name, entities) && !(name in declared));

const entities = (): Entities => entitiesOf(house.app.database.orm.getMetadata());

describe('every entity that refers to a user', () => {
  it('says whether it is exported, and what is left of it after the account', () =>
    expect(undeclared(entities(), personalDeclarations)).toEqual([]));

  it('says so where it is declared: in its own module, or in the house for what no module owns', () => {
    for (const { entities: own = [], personal = {} } of modules) {
      const names = own.map((schema) => (schema as unknown as { meta: EntityMetadata }).meta.className);
      expect(names).toEqual(expect.arrayContaining(Object.keys(personal)));
    }
    const owned = modules.flatMap(({ personal = {} }) => Object.keys(personal));
    expect(Object.keys(ownPersonal).filter((name) => owned.includes(name) || !entities().has(name))).toEqual([]);
  });

  it('was found: through relations, through ids, and through what points at those', () =>
    expect([...entities().keys()].filter((name) => refersToUser(name, entities()))).toEqual(
      expect.arrayContaining([
        'User',
        'Session',
        'Credential',
        'ScopeGrant',
        'PseudoWord',
        'RecordedEvent',
        'Job',
        'StoredFile',
      ]),
    ));

  it('would be missed by nobody: planted ones that declare nothing are named', async () => {
    const Diary = defineEntity({
      name: 'Diary',
      properties: { id: p.uuid().primary(), author: () => p.manyToOne(User) },
    });
    const DiaryPage = defineEntity({
      name: 'DiaryPage',
      properties: { id: p.uuid().primary(), diary: () => p.manyToOne(Diary) },
    });
    const Visit = defineEntity({
      name: 'Visit',
      properties: { id: p.uuid().primary(), visitorId: p.uuid().nullable() },
    });
    const Weather = defineEntity({ name: 'Weather', properties: { id: p.uuid().primary(), sky: p.string() } });
    const users = modules.find(({ name }) => name === 'users')?.entities ?? [];
    const orm = await MikroORM.init({
      dbName: ':memory:',
      entities: [...users, Diary, DiaryPage, Visit, Weather],
      logger: () => undefined,
    });
    const missed = undeclared(entitiesOf(orm.getMetadata()), personalDeclarations);
    expect(missed.toSorted()).toEqual(['Diary', 'DiaryPage', 'Visit']);
    await orm.close();
  });
});

describe('every declaration', () => {
  const exported = Object.values(personalDeclarations).flatMap(({ exported: how }) => ('file' in how ? [how] : []));

  it('gives reasons', () => {
    for (const [name, { exported: how, onDeletion }] of Object.entries(personalDeclarations)) {
      if ('nothing' in how) expect(how.nothing.length, name).toBeGreaterThan(20);
      if (onDeletion !== 'erased') expect(onDeletion.kept.length, name).toBeGreaterThan(20);
    }
  });

  it('names a file of its own, in words that can stand in a path', () => {
    const names = exported.map(({ file }) => file);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('names its columns once each, in both languages', () => {
    for (const { columns, file, title } of exported) {
      expect(new Set(columns.map(({ EN }) => EN)).size, file).toBe(columns.length);
      for (const { EN, FR } of [title, ...columns]) expect(Math.min(EN.length, FR.length), file).toBeGreaterThan(1);
    }
  });
});

describe('the deletion of an account', () => {
  const tablesSql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";

  /** The tables in which an id stands somewhere, in a column of its own or within a text. */
  async function tablesWith(id: string): Promise<string[]> {
    const { reader } = house.app.database;
    const found: string[] = [];
    for (const { name } of await reader.all<{ name: string }>(tablesSql, []))
      if ((await reader.all<object>(`select * from "${name}"`, [])).some((row) => JSON.stringify(row).includes(id)))
        found.push(name);
    return found;
  }

  const tablesOf = (kept: boolean): string[] =>
    Object.entries(personalDeclarations)
      .filter(([, { onDeletion }]) => (onDeletion !== 'erased') === kept)
      .map(([name]) => entities().get(name)?.tableName ?? name);

  const filesOnDisk = (): string[] => {
    const folder = join(house.folder, 'files');
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
          entry.isFile() ? [entry.name] : [],
        )
      : [];
  };

  /** Somebody of whom every table holds something. */
  async function somebodyEverywhere(): Promise<Person> {
    const person = await house.person();
    const admin = await house.person('admin');
    await admin.caller.send('mutation ($id: ID!) { grantScope(userId: $id, scope: "users:read") { id } }', {
      id: person.id,
    });
    await archiveOf(house, person);
    return person;
  }

  it('leaves nothing of what is said to be erased, whoever deletes it', async () => {
    for (const byThemselves of [true, false]) {
      const person = await somebodyEverywhere();
      expect((await tablesWith(person.id)).toSorted()).toEqual([...tablesOf(true), ...tablesOf(false)].toSorted());
      const { caller } = byThemselves ? person : await house.person('admin');
      const { errors } = await (byThemselves
        ? caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
            input: { password: goodPassword, confirmation: person.pseudo },
          })
        : caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id: person.id }));
      expect(errors).toEqual([]);
      expect((await tablesWith(person.id)).toSorted()).toEqual(tablesOf(true).toSorted());
    }
  });

  it('takes their archives off the disk', async () => {
    const person = await somebodyEverywhere();
    expect(filesOnDisk()).toHaveLength(1);
    await person.caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
      input: { password: goodPassword, confirmation: person.pseudo },
    });
    await expect.poll(filesOnDisk).toEqual([]);
  });

  it('ends what is being done for them: no archive of nobody is made', async () => {
    const person = await house.person();
    await person.caller.send('mutation { requestDataExport { id } }');
    await person.caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
      input: { password: goodPassword, confirmation: person.pseudo },
    });
    expect(await house.eventsOf(() => house.app.background.finish())).toEqual([]);
    expect(filesOnDisk()).toEqual([]);
  });
});
