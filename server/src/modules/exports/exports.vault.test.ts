// Catalogue: V3; promise M4: what the vault keeps of a person is in their archive, and its making is a reading like any other.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { addMasterKey } from '#platform/crypto/master-keys.js';
import { archiveOf, makeArchive, rowsIn } from '#test/archive.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aRecord, incidentsOf, keep, tamper } from '#test/threats/vault-file.js';

let house: TestHouse;
let person: Person;
beforeEach(async () => {
  house = await openTestHouse();
  person = await house.person();
});
afterEach(() => house.close());

const readings = async ({ caller }: Person): Promise<unknown> =>
  (await caller.send<{ myPersonalDataReadings: unknown }>('{ myPersonalDataReadings { byYou changed } }')).data
    ?.myPersonalDataReadings;

it('is shown to the person among those who saw their data', async () => {
  await keep(person, { city: 'London' });
  await archiveOf(house, person);
  expect(await readings(person)).toEqual([
    { byYou: true, changed: [] },
    { byYou: true, changed: ['city'] },
  ]);
});

it('has no row where nothing was ever kept', async () =>
  expect(rowsIn(await archiveOf(house, person), 'personal-data')).toEqual([]));

it('says what was damaged, has the rest, and tells the journal', async () => {
  await keep(person);
  tamper(house, (database) => database.prepare("update personal_record set city = x'00'").run());
  expect(rowsIn(await archiveOf(house, person), 'personal-data')).toMatchObject([
    { city: null, 'full legal name': aRecord.legalName, 'damaged: cannot be read': 'city' },
  ]);
  expect(await incidentsOf(house, person)).toMatchObject([{ part: 'record', fields: 'city' }]);
});

it('waits for a key that is missing: an archive that lacks something is none', async () => {
  await keep(person);
  const elsewhere = mkdtempSync(join(tmpdir(), 'socle-keys-'));
  const keys = join(house.folder, 'keys');
  cpSync(keys, elsewhere, { recursive: true });
  const other = await openTestHouse({ DATA_DIR: house.folder, KEYS_DIR: elsewhere });
  const { rotation } = other.app.house.open({ requestId: newId() }).services.vault;
  await rotation.run(
    (version) => void addMasterKey(elsewhere, version),
    () => undefined,
  );
  await other.app.close();
  await expect(makeArchive(house, person)).rejects.toThrow('no archive was made');
  cpSync(elsewhere, keys, { recursive: true });
  rmSync(elsewhere, { recursive: true });
  house.clock.advance(5_000);
  expect(rowsIn(await archiveOf(house, person), 'personal-data')).toMatchObject([{ city: aRecord.city }]);
});
