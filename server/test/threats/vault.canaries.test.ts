// Catalogue: V7, V9, I7: what people keep in the vault stands nowhere else, and in the vault only sealed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { keep, readBy, tamper } from './vault-file.js';

const people = sized(40, 1_000);

/** Two marks, one for what takes letters and one for what takes digits: no other byte of a house looks like them. */
const [word, digits, year] = ['C4N4RY', '99311557', '1903-0'];

/** Twelve values of somebody, in two rounds: some replace others, some are cleared. */
const rounds = (n: number) => {
  const number = String(n).padStart(4, '0');
  return [
    {
      legalName: `${word} Name ${number}`,
      birthDate: `${year}${(n % 9) + 1}-${String((n % 28) + 1).padStart(2, '0')}`,
      phone: `+33${digits}${number}`,
      addressLine: `${number} ${word} Street`,
      postalCode: `${word} ${number}`,
      city: `${word}ville ${number}`,
      taxId: `${word}-${number}`,
      country: 'FR',
    },
    {
      legalName: `Other ${word} ${number}`,
      phone: `+44${digits}${number}`,
      addressLine: `${number} ${word} Avenue`,
      city: `${word}burg ${number}`,
      taxId: null,
    },
  ];
};

const change = 'mutation ($input: UpdatePersonalDataInput!) { updatePersonalData(input: $input) { city } }';

/** Inputs that are refused, each in its own way; what they hold is no less personal. */
const refused: readonly [query: string, variables: object][] = [
  [change, { input: { legalName: `${word}\n` } }],
  [change, { input: { phone: `+33${digits}x` } }],
  [change, { input: { city: [word] } }],
  [change, { input: { [word]: 'x' } }],
  [`mutation { updatePersonalData(input: { birthDate: "${year}0-00" }) { city } }`, {}],
  [`mutation { updatePersonalData(input: { city: "${word}" }) { ${word} } }`, {}],
  [`mutation { updatePersonalData(input: { city: "${word}" `, {}],
];

/** The places of a mark in bytes: as it is, in another case, as UTF-16, and in the usual encodings. */
function hits(bytes: Buffer): string[] {
  const text = bytes.toString('latin1').toLowerCase();
  const forms = [word, digits, year].flatMap((mark) => [
    mark.toLowerCase(),
    [...mark.toLowerCase()].join('\0'),
    Buffer.from(mark).toString('hex'),
    // The middle of a mark in base64, wherever it begins.
    ...[0, 1, 2].map((shift) =>
      Buffer.from(`${'x'.repeat(shift)}${mark}`)
        .toString('base64')
        .slice(4, -4)
        .toLowerCase(),
    ),
  ]);
  return forms.filter((form) => form.length > 3 && text.includes(form));
}

let house: TestHouse;
let persons: Person[];

async function live(person: Person, n: number): Promise<void> {
  for (const input of rounds(n)) await keep(person, input);
  expect((await readBy(person)).data).toMatchObject({
    legalName: `Other ${word} ${String(n).padStart(4, '0')}`,
    taxId: null,
  });
}

/** Every file below the house's folder, logs of the databases included. */
function files(): string[] {
  return readdirSync(house.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe(`twelve values of each of ${people} people`, () => {
  beforeAll(
    async () => {
      house = await openTestHouse({ LOG_LEVEL: 'trace' });
      persons = await Promise.all(Array.from({ length: people }, () => house.person()));
      for (const [n, person] of persons.entries()) await live(person, n);
      const [first] = persons;
      for (const [query, variables] of refused) {
        const answer = await first?.caller.send(query, variables);
        expect(answer?.errors.length, query).toBeGreaterThan(0);
      }
    },
    sized(60_000, 600_000),
  );
  afterAll(() => house.close());

  it('the search would find them', () => {
    for (const mark of [word, digits, year]) {
      expect(hits(Buffer.from(`x${mark}x`))).not.toEqual([]);
      expect(hits(Buffer.from(`x${mark}x`, 'utf16le'))).not.toEqual([]);
      expect(hits(Buffer.from(Buffer.from(`1${mark}2345`).toString('base64')))).not.toEqual([]);
    }
  });

  it('stand in no file of either database, nor in their logs', () => {
    const names = files().map((file) => file.slice(house.folder.length + 1));
    expect(names).toEqual(expect.arrayContaining(['main.db', 'main.db-wal', 'vault.db']));
    for (const file of files()) expect([file, hits(readFileSync(file))]).toEqual([file, []]);
  });

  it('stand in no line of the log, in no metric and in no mail', async () => {
    expect(house.lines.length).toBeGreaterThan(people);
    expect(hits(Buffer.from(house.lines.join('\n')))).toEqual([]);
    expect(hits(Buffer.from(await house.app.metrics.registry.metrics()))).toEqual([]);
  });

  it('stand in no error that nobody foresaw', async () => {
    const [person] = persons;
    tamper(house, (database) => void database.exec('alter table personal_record rename to gone'));
    const [query = '', variables] = refused[0] ?? [];
    const answer = await person?.caller.send(query, variables);
    const failed = await person?.caller.send(query, { input: { city: `${word}town` } });
    tamper(house, (database) => void database.exec('alter table gone rename to personal_record'));
    expect([answer?.code, failed?.code]).toEqual(['BAD_USER_INPUT', 'INTERNAL']);
    expect(hits(Buffer.from([answer?.body, failed?.body, ...house.lines].join('\n')))).toEqual([]);
  });

  it('stand in no file of a house that was closed, nor in a copy of its databases', async () => {
    for (const name of ['main', 'vault']) {
      const copy = join(house.folder, `${name}.copy`);
      if (name === 'vault') tamper(house, (database) => void database.prepare('vacuum into ?').run(copy));
      else await house.app.database.orm.em.getConnection().execute(`vacuum into '${copy}'`);
      expect(existsSync(copy)).toBe(true);
      expect(hits(readFileSync(copy))).toEqual([]);
    }
    house = await house.reopen();
    for (const file of files()) expect([file, hits(readFileSync(file))]).toEqual([file, []]);
  });
});
