// Promise M4: nothing that refers to a person is without a word of what becomes of it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineEntity, p, type EntityMetadata, type EntitySchema } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsWith } from '#house/databases.js';
import { modules } from '#house/modules.js';
import { ownPersonal, personalDeclarations } from '#house/personal.js';
import { User } from '#modules/users/index.js';
import { archiveOf } from '#test/archive.js';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { keep } from '#test/threats/vault-file.js';
import { makeToken } from '#test/threats/api-tokens.js';

type Entities = ReadonlyMap<string, EntityMetadata>;

async function entitiesOf(schemas: readonly EntitySchema[]): Promise<Entities> {
  const orm = await MikroORM.init({ dbName: ':memory:', entities: [...schemas], logger: () => undefined });
  const all = [...orm.getMetadata().getAll().values()];
  await orm.close();
  return new Map(all.map((meta) => [meta.className, meta]));
}

const databases = ['main', 'vault'] as const;
const contents = contentsWith(() => {
  throw new Error('no database is opened');
});

let house: TestHouse;
/** Of both databases. */
let entities: Entities;
beforeAll(async () => {
  house = await openTestHouse();
  const each = await Promise.all(databases.map((name) => entitiesOf(contents[name].entities)));
  entities = new Map(each.flatMap((some) => [...some]));
});
afterAll(() => house.close());

/** An id of something that is no relation could be a user's, and bytes could be anything of theirs: whoever keeps some must say so. */
const couldBeSomebodys = ({ properties }: EntityMetadata): boolean =>
  Object.values(properties).some(
    ({ kind, primary, type }) => String(kind) === 'scalar' && !primary && ['UuidType', 'BlobType'].includes(type),
  );

/** True where an entity is a user, points at one, holds what could be one's, or points at such an entity. */
function refersToUser(name: string, entities: Entities, passed: readonly string[] = []): boolean {
  const meta = entities.get(name);
  if (!meta || passed.includes(name)) return false;
  const targets = Object.values(meta.properties).flatMap(({ targetMeta }) =>
    targetMeta ? [targetMeta.className] : [],
  );
  return (
    name === 'User' ||
    couldBeSomebodys(meta) ||
    targets.some((target) => refersToUser(target, entities, [...passed, name]))
  );
}

const undeclared = (entities: Entities, declared: object): string[] =>
  [...entities.keys()].filter((name) => refersToUser(name, entities) && !(name in declared));

describe('every entity that refers to a user', () => {
  it('says whether it is exported, and what is left of it after the account', () =>
    expect(undeclared(entities, personalDeclarations)).toEqual([]));

  it('says so once, in its own module; what no module owns, anybody may say', () => {
    const namesOf = (schemas: readonly EntitySchema[] = []): string[] => schemas.map(({ meta }) => meta.className);
    const owned = modules.flatMap(({ entities: own }) => namesOf(own));
    const unowned = [...entities.keys()].filter((name) => !owned.includes(name));
    const all = [ownPersonal, ...modules.map(({ personal = {} }) => personal)].flatMap(Object.keys);
    expect(all.toSorted()).toEqual(Object.keys(personalDeclarations).toSorted());
    expect(unowned).toEqual(expect.arrayContaining(Object.keys(ownPersonal)));
    for (const { entities: own, personal = {} } of modules)
      expect([...namesOf(own), ...unowned]).toEqual(expect.arrayContaining(Object.keys(personal)));
  });

  it('was found in both databases: through relations, ids and bytes, and through what points at those', () =>
    expect([...entities.keys()].filter((name) => refersToUser(name, entities))).toEqual(
      expect.arrayContaining([
        ...['User', 'Session', 'Credential', 'Departure', 'ScopeGrant', 'PseudoWord', 'RecordedEvent', 'Job'],
        ...['StoredFile', 'DataKey', 'PersonalRecord', 'PendingFact'],
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
    const Portrait = defineEntity({ name: 'Portrait', properties: { id: p.uuid().primary(), picture: p.blob() } });
    const users = modules.find(({ name }) => name === 'users')?.entities ?? [];
    const planted = await entitiesOf([...users, Diary, DiaryPage, Visit, Weather, Portrait]);
    const missed = undeclared(planted, personalDeclarations);
    expect(missed.toSorted()).toEqual(['Diary', 'DiaryPage', 'Portrait', 'Visit']);
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

  /** The tables of both databases in which one of these ids stands somewhere, in a column of its own or within a text. */
  async function tablesWith(...ids: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const { reader } of [house.app.database, house.app.vault])
      for (const { name } of await reader.all<{ name: string }>(tablesSql, [])) {
        const rows = (await reader.all<object>(`select * from "${name}"`, [])).map((row) => JSON.stringify(row));
        if (rows.some((row) => ids.some((id) => row.includes(id)))) found.push(name);
      }
    return found.toSorted();
  }

  const tablesOf = (kept: boolean): string[] =>
    Object.entries(personalDeclarations)
      .filter(([, { onDeletion }]) => (onDeletion !== 'erased') === kept)
      .map(([name]) => entities.get(name)?.tableName ?? name)
      .toSorted();

  const dataKeyOf = async ({ id }: Person): Promise<string> =>
    (await house.app.vault.reader.one<{ id: string }>('select id from data_key where user_id = ?', [id]))?.id ?? '';

  const planToLeave = ({ id }: Person): Promise<void> =>
    house.app.database.transact(({ sql }) => sql.run('insert into departure values (?, ?)', [id, 9e12]));

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
    await keep(person);
    await makeToken(person.caller);
    await planToLeave(person);
    await archiveOf(house, person);
    return person;
  }

  it('leaves nothing of what is said to be erased, whoever deletes it', async () => {
    for (const byThemselves of [true, false]) {
      const person = await somebodyEverywhere();
      const ids = [person.id, await dataKeyOf(person)];
      expect(await tablesWith(...ids)).toEqual([...tablesOf(false), 'recorded_event'].toSorted());
      const { caller } = byThemselves ? person : await house.person('admin');
      const { errors } = await (byThemselves
        ? caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
            input: { password: goodPassword, confirmation: person.pseudo },
          })
        : caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id: person.id }));
      expect(errors).toEqual([]);
      expect(await tablesWith(...ids)).toEqual(['recorded_event']);
      expect(tablesOf(true)).toContain('recorded_event');
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
