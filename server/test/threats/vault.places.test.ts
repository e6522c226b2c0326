// Catalogue: V1, V3: what is not in its place, or was changed, does not open, and is recorded once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import {
  aRecord,
  incidentsOf,
  keep,
  readBy,
  sealedColumns,
  sealedFields,
  tamper,
  unavailable,
  type Field,
} from './vault-file.js';

const bobs = {
  legalName: 'Bob Stone',
  birthDate: '1988-01-02',
  phone: '+390612345678',
  addressLine: 'Via Appia 7',
  postalCode: '00184',
  city: 'Rome',
  country: 'IT',
  taxId: 'STNBBO88A02H501X',
};

let house: TestHouse;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  [ada, bob] = await Promise.all([house.person(), house.person()]);
  await keep(ada);
  await keep(bob, bobs);
});

const everything = unavailable(...sealedFields, 'updatedAt');
const run = (sql: string, ...parameters: unknown[]): void =>
  tamper(house, (database) => {
    database.pragma('foreign_keys = OFF');
    database.prepare(sql).run(...parameters);
  });

const recordOf = ({ id }: Person): string =>
  tamper(house, (database) =>
    String(
      database
        .prepare('select r.id from personal_record r join data_key k on k.id = r.data_key_id where k.user_id = ?')
        .pluck()
        .get(id),
    ),
  );

const keyOf = ({ id }: Person): string =>
  tamper(house, (database) => String(database.prepare('select id from data_key where user_id = ?').pluck().get(id)));

/** Exchanges what stands in a column of two rows, past every unique index. */
function swap(table: string, column: string, key: string, one: string, other: string): void {
  tamper(house, (database) => {
    database.pragma('foreign_keys = OFF');
    const valueOf = (of: string): unknown =>
      database.prepare(`select ${column} from ${table} where ${key} = ?`).pluck().get(of);
    const [first, second] = [valueOf(one), valueOf(other)];
    const put = (value: unknown, of: string) =>
      database.prepare(`update ${table} set ${column} = ? where ${key} = ?`).run(value, of);
    const between = typeof first === 'string' ? newId() : first;
    put(between, other);
    put(second, one);
    put(first, other);
  });
}

async function expectClosed(person: Person, failed: readonly string[], incident: object): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    const answer = await readBy(person);
    expect([answer.status, answer.failed]).toEqual([200, failed]);
    const others = Object.values(person === ada ? bobs : aRecord);
    expect(others.filter((value) => answer.body.includes(`"${value}"`))).toEqual([]);
  }
  expect(await incidentsOf(house, person)).toEqual([expect.objectContaining(incident)]);
}

describe('exchanging what two people have', () => {
  it.each(sealedFields)('%s: it opens for neither', async (field) => {
    swap('personal_record', sealedColumns[field], 'id', recordOf(ada), recordOf(bob));
    for (const person of [ada, bob]) await expectClosed(person, unavailable(field), { part: 'record', fields: field });
  });

  it('their wrapped keys', async () => {
    swap('data_key', 'wrapped', 'user_id', ada.id, bob.id);
    for (const person of [ada, bob]) await expectClosed(person, everything, { part: 'key' });
  });

  it('their names on the keys', async () => {
    swap('data_key', 'user_id', 'id', keyOf(ada), keyOf(bob));
    for (const person of [ada, bob]) await expectClosed(person, everything, { part: 'key' });
  });

  it('the keys of their records', async () => {
    swap('personal_record', 'data_key_id', 'id', recordOf(ada), recordOf(bob));
    for (const person of [ada, bob]) await expectClosed(person, everything, { part: 'record' });
  });
});

describe('within one row', () => {
  it('two columns that are exchanged both fail, and the others are there', async () => {
    run('update personal_record set city = country, country = city where id = ?', recordOf(ada));
    await expectClosed(ada, unavailable('city', 'country'), { part: 'record', fields: 'city,country' });
    expect((await readBy(ada)).data).toMatchObject({ legalName: 'Ada King', city: null, country: null });
  });

  it('a field from before a change fails in the row after it', async () => {
    const id = recordOf(ada);
    const before = tamper(house, (database) =>
      database.prepare('select address_line from personal_record where id = ?').pluck().get(id),
    );
    await keep(ada, { addressLine: '1 Newstead Abbey' });
    run('update personal_record set address_line = ? where id = ?', before, id);
    await expectClosed(ada, unavailable('addressLine'), { part: 'record', fields: 'addressLine' });
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['a text', 'London'],
    ['a number', 7],
    ['cut short', Buffer.alloc(20, 1)],
  ])('a field that is %s fails alone', async (_what, value) => {
    run('update personal_record set city = ? where id = ?', value, recordOf(ada));
    await expectClosed(ada, unavailable('city'), { part: 'record', fields: 'city' });
  });
});

describe('taking something away', () => {
  it('a record', async () => {
    run('delete from personal_record where id = ?', recordOf(ada));
    await expectClosed(ada, everything, { part: 'record' });
  });

  it('a key and its record, as if there had never been any', async () => {
    run('delete from personal_record where id = ?', recordOf(ada));
    run('delete from data_key where user_id = ?', ada.id);
    await expectClosed(ada, everything, { part: 'key' });
  });
});

/** Every byte of a blob, or a slice of them. */
const bytesOf = (blob: Buffer): number[] => [...blob.keys()].filter((at) => at % sized(8, 1) === 0);

describe('flipping a byte', { timeout: 120_000 }, () => {
  const flipped = (blob: Buffer, at: number): Buffer =>
    Buffer.from(blob.map((byte, index) => (index === at ? byte ^ 0x40 : byte)));

  async function flipEach(table: string, column: string, key: string, id: string, failed: readonly string[]) {
    const blob = tamper(
      house,
      (database) => database.prepare(`select ${column} from ${table} where ${key} = ?`).pluck().get(id) as Buffer,
    );
    const put = (value: Buffer): void => run(`update ${table} set ${column} = ? where ${key} = ?`, value, id);
    for (const at of bytesOf(blob)) {
      put(flipped(blob, at));
      const answer = await readBy(ada);
      expect([at, answer.status, answer.failed]).toEqual([at, 200, failed]);
    }
    put(blob);
    expect(await readBy(ada)).toMatchObject({ failed: [], data: aRecord });
    expect(await incidentsOf(house, ada)).toHaveLength(bytesOf(blob).length);
  }

  it.each(sealedFields)('of %s: that field fails and no other, one event for each flip', (field: Field) =>
    flipEach('personal_record', sealedColumns[field], 'id', recordOf(ada), unavailable(field)),
  );

  it('of the wrapped key: nothing opens, one event for each flip', () =>
    flipEach('data_key', 'wrapped', 'user_id', ada.id, everything));

  it.each([
    ['the time of the row', 'update personal_record set updated_at = updated_at + 1 where id = ?', recordOf],
    ['the id of the row', "update personal_record set id = 'x' || substr(id, 2) where id = ?", recordOf],
    ['the id of the key', "update data_key set id = 'x' || substr(id, 2) where user_id = ?", ({ id }: Person) => id],
    [
      'the owner of the key',
      "update data_key set user_id = 'x' || substr(user_id, 2) where user_id = ?",
      ({ id }: Person) => id,
    ],
    ['the version of the key', 'update data_key set master_version = 2 where user_id = ?', ({ id }: Person) => id],
    [
      'the version of the key, to no number',
      "update data_key set master_version = 'one' where user_id = ?",
      ({ id }: Person) => id,
    ],
  ])('of %s: nothing opens', async (_what, sql, idOf) => {
    run(sql, idOf(ada));
    await expectClosed(ada, everything, {});
    await expectOthersToBeWell();
  });

  async function expectOthersToBeWell(): Promise<void> {
    expect(await readBy(bob)).toMatchObject({ failed: [], data: bobs });
  }
});

describe('what is damaged', () => {
  it('is recorded again once it was well in between, and then damaged in the same way', async () => {
    const id = recordOf(ada);
    const city = tamper(house, (database) =>
      database.prepare('select city from personal_record where id = ?').pluck().get(id),
    );
    for (let time = 0; time < 2; time += 1) {
      run('update personal_record set city = ? where id = ?', Buffer.alloc(61), id);
      await readBy(ada);
      run('update personal_record set city = ? where id = ?', city, id);
      expect((await readBy(ada)).failed).toEqual([]);
    }
    expect(await incidentsOf(house, ada)).toHaveLength(2);
  });

  it('stays as it is while the others are changed, is recorded once, and is well when it is typed anew', async () => {
    run('update personal_record set city = ? where id = ?', Buffer.alloc(61), recordOf(ada));
    const changed = await ada.caller.send('mutation { updatePersonalData(input: { country: "FR" }) { city country } }');
    expect(changed.data).toEqual({ updatePersonalData: { city: null, country: 'FR' } });
    expect(changed.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', reason: 'tampered' } }]);
    expect(await readBy(ada)).toMatchObject({
      failed: unavailable('city'),
      data: { country: 'FR', phone: aRecord.phone },
    });
    expect(await incidentsOf(house, ada)).toHaveLength(1);
    await keep(ada, { city: 'London' });
    expect(await readBy(ada)).toMatchObject({ failed: [], data: { ...aRecord, country: 'FR' } });
  });

  it('is never replaced by a new key where the old one may be restored', async () => {
    const wrapped = tamper(house, (database) =>
      database.prepare('select wrapped from data_key where user_id = ?').pluck().get(ada.id),
    );
    run('update data_key set wrapped = ? where user_id = ?', Buffer.alloc(61), ada.id);
    const refused = await ada.caller.send('mutation { updatePersonalData(input: { city: "Paris" }) { city } }');
    expect([refused.status, refused.code, refused.data]).toEqual([503, 'UNAVAILABLE', null]);
    expect(await incidentsOf(house, ada)).toHaveLength(1);
    run('update data_key set wrapped = ? where user_id = ?', wrapped, ada.id);
    expect(await readBy(ada)).toMatchObject({ failed: [], data: aRecord });
  });

  it('makes room for new data where the key is gone for good', async () => {
    run('delete from personal_record where id = ?', recordOf(ada));
    run('delete from data_key where user_id = ?', ada.id);
    await keep(ada, { city: 'Paris' });
    expect(await readBy(ada)).toMatchObject({ failed: [], data: { city: 'Paris', phone: null } });
  });
});
