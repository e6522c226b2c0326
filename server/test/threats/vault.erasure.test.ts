// Catalogue: V6: who is deleted stays unreadable, whichever of the two databases is put back.
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aRecord, keep, readBy, tamper } from './vault-file.js';

let house: TestHouse;
/** Where the data are, whichever house is open on them. */
let folder: string;
let ada: Person;
let bob: Person;
beforeEach(async () => {
  house = await openTestHouse();
  ({ folder } = house);
  [ada, bob] = await Promise.all([house.person(), house.person()]);
  await keep(ada);
  await keep(bob);
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const leave = ({ caller, pseudo }: Person) =>
  caller.send('mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }', {
    input: { password: goodPassword, confirmation: pseudo },
  });

const keysOf = ({ id }: Person): unknown[] =>
  tamper({ folder }, (database) => database.prepare('select id from data_key where user_id = ?').all(id));

/** All that the vault's files hold, its log included. */
const bytes = (): Buffer =>
  Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.startsWith('vault.db'))
      .map((name) => readFileSync(join(folder, name))),
  );

/** What is sealed of somebody: their wrapped key and every field. */
const sealedOf = ({ id }: Person): Buffer[] =>
  tamper({ folder }, (database) => {
    const sql = 'select * from data_key k join personal_record r on r.data_key_id = k.id where k.user_id = ?';
    return Object.values(database.prepare(sql).get(id) as object).filter((value) => Buffer.isBuffer(value));
  });

it('leaves nothing of what was sealed in any file of the vault, at once', async () => {
  const sealed = sealedOf(ada);
  expect(sealed.filter((value) => bytes().includes(value))).toHaveLength(9);
  expect((await leave(ada)).code).toBeNull();
  expect(sealed.filter((value) => bytes().includes(value))).toEqual([]);
  expect([keysOf(ada), keysOf(bob)]).toEqual([[], [expect.anything()]]);
  expect(await readBy(bob)).toMatchObject({ failed: [], data: aRecord });
});

it('is the same where an administrator deletes somebody', async () => {
  const admin = await house.person('admin');
  const answer = await admin.caller.send('mutation ($id: ID!) { deleteUser(userId: $id) }', { id: ada.id });
  expect([answer.code, keysOf(ada)]).toEqual([null, []]);
});

it('of a deletion that is refused everything is still there', async () => {
  const admin = await house.person('admin');
  await house.onlyAdmin(admin);
  await keep(admin);
  expect((await leave(admin)).code).toBe('CONFLICT');
  expect(await readBy(admin)).toMatchObject({ failed: [], data: aRecord });
});

it('a value that was cleared leaves the files within seconds', async () => {
  const before = sealedOf(ada);
  await keep(ada, { taxId: null });
  await vi.waitFor(() => expect(before.slice(1).filter((value) => bytes().includes(value))).toEqual([]), 5_000);
});

it('put back with an older vault, the person is unreadable and goes again', async () => {
  const older = join(folder, 'older.db');
  tamper({ folder }, (database) => void database.prepare('vacuum into ?').run(older));
  await leave(ada);
  await house.app.close();
  copyFileSync(older, join(folder, 'vault.db'));
  expect(keysOf(ada)).toHaveLength(1);
  house = await openTestHouse({ DATA_DIR: folder });
  await vi.waitFor(() => expect(keysOf(ada)).toEqual([]), 5_000);
  expect(keysOf(bob)).toHaveLength(1);
  expect(house.lines.filter((line) => line.includes('vault.orphan_removed'))).toHaveLength(1);
});

it('people whom the main database never knew are left alone, and the operator is told', async () => {
  const other = await openTestHouse();
  await house.app.close();
  await other.app.close();
  copyFileSync(join(other.folder, 'main.db'), join(folder, 'main.db'));
  house = await openTestHouse({ DATA_DIR: folder });
  await vi.waitFor(
    () => expect(house.announced.join()).toMatch(/data of 2 people whom the main database never knew/),
    5_000,
  );
  expect([keysOf(ada).length, keysOf(bob).length]).toEqual([1, 1]);
});
