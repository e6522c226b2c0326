// Catalogue: V1, V4: what a rotation of the master key leaves closed, and what keeps it from ending.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { addMasterKey } from '#platform/crypto/master-keys.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aRecord, incidentsOf, keep, readBy, sealedFields, tamper, unavailable } from './vault-file.js';

let house: TestHouse;
let ada: Person;
let bob: Person;
beforeEach(async () => {
  house = await openTestHouse();
  [ada, bob] = await Promise.all([house.person(), house.person()]);
  await keep(ada);
  await keep(bob);
});
afterEach(() => house.close());

interface Wrapped {
  readonly user_id: string;
  readonly master_version: number;
  readonly wrapped: Buffer;
}

const keyOf = ({ id }: Person): Wrapped =>
  tamper(house, (database) => database.prepare('select * from data_key where user_id = ?').get(id) as Wrapped);

const putBack = ({ user_id: userId, master_version: version, wrapped }: Wrapped): unknown =>
  tamper(house, (database) =>
    database
      .prepare('update data_key set master_version = ?, wrapped = ? where user_id = ?')
      .run(version, wrapped, userId),
  );

const versions = (): unknown[] =>
  tamper(house, (database) => database.prepare('select master_version from data_key order by 1').pluck().all());

function rotate() {
  const { rotation } = house.app.house.open({ requestId: newId() }).services.vault;
  return rotation.run(
    (version) => void addMasterKey(join(house.folder, 'keys'), version),
    () => undefined,
  );
}

const everything = unavailable(...sealedFields, 'updatedAt');

it('reads on, and wraps new keys by the new one', async () => {
  expect(await rotate()).toEqual({ version: 2, total: 2, done: 2, damaged: 0 });
  const carol = await house.person();
  await keep(carol);
  for (const person of [ada, bob, carol]) expect(await readBy(person)).toMatchObject({ failed: [], data: aRecord });
  expect(versions()).toEqual([2, 2, 2]);
});

it('closes a key that is taken back to where it stood before, although the old master key is still there', async () => {
  const before = keyOf(ada);
  await rotate();
  putBack(before);
  for (let time = 0; time < 2; time += 1) expect((await readBy(ada)).failed).toEqual(everything);
  expect(await incidentsOf(house, ada)).toEqual([expect.objectContaining({ part: 'key' })]);
  expect((await readBy(bob)).failed).toEqual([]);
});

it('closes everything where the list of master keys is taken back, too', async () => {
  const [before, registered] = [
    keyOf(ada),
    tamper(
      house,
      (database) => database.prepare('select * from master_key').get() as { oldest: number; canary: Buffer },
    ),
  ];
  await rotate();
  putBack(before);
  tamper(house, (database) => {
    database.prepare('update master_key set oldest = ? where version = 2').run(registered.oldest);
  });
  expect((await readBy(ada)).failed).toEqual(everything);
  tamper(house, (database) => {
    database.prepare('update master_key set canary = ? where version = 2').run(registered.canary);
  });
  expect((await readBy(ada)).failed).toEqual(everything);
});

it('is not finished while a key does not open: it says so, records it once, and ends when the key is back', async () => {
  const before = keyOf(ada);
  putBack({ ...before, wrapped: Buffer.alloc(before.wrapped.length) });
  for (let time = 0; time < 2; time += 1) expect(await rotate()).toMatchObject({ version: 2, damaged: 1 });
  expect(await incidentsOf(house, ada)).toEqual([expect.objectContaining({ part: 'key' })]);
  putBack(before);
  expect((await readBy(ada)).failed, 'both versions open').toEqual([]);
  expect(await house.eventsOf(rotate)).toEqual(['keys.rotated']);
  expect(versions()).toEqual([2, 2]);
});

it('goes on with a key file that was made and never used', async () => {
  addMasterKey(join(house.folder, 'keys'), 2);
  expect(await rotate()).toMatchObject({ version: 2, damaged: 0 });
});
