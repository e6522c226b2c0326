// Catalogue: V7, V9, I7: what people keep in the vault stands nowhere else, and in the vault only sealed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import { commandsIn } from '#test/contract/command.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from '#test/durability/built-server.js';
import { openTestHouse, type Person } from '#test/house.js';
import { sized } from '#test/sized.js';
import { hits, marks, refused, rounds } from './canaries.js';
import { tamper } from './vault-file.js';

const people = sized(40, 1_000);
const atOnce = 4;
const publicUrl = 'http://localhost:4000';

const folder = throwAwayFolder();
const house = { folder: join(folder.path, 'data') };
const change = 'mutation ($input: UpdatePersonalDataInput!) { updatePersonalData(input: $input) { city } }';
const read = '{ myPersonalData { legalName taxId } }';
/** Sends a letter. */
const changePassword = `mutation { changePassword(input: { currentPassword: "${goodPassword}", newPassword: "eight quiet stones in a row" }) { accessToken } }`;

let server: BuiltServer;
let persons: Person[];

/** Asks as somebody; answers what came back, as it came. */
async function ask({ caller }: Person, query: string, variables: object = {}): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.accessToken}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

async function live(person: Person, n: number): Promise<void> {
  for (const input of rounds(n)) await ask(person, change, { input });
  expect(await ask(person, read)).toBe(
    `{"data":{"myPersonalData":{"legalName":"${rounds(n)[1]?.legalName}","taxId":null}}}\n`,
  );
}

/** Every file below a folder. */
const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function expectNoHits(path: string): void {
  for (const file of filesIn(path)) expect([file, hits(readFileSync(file))]).toEqual([file, []]);
}

const expectSilence = (text: string): void => expect(hits(Buffer.from(text))).toEqual([]);

describe(`twelve values of each of ${people} people`, () => {
  beforeAll(
    async () => {
      const maker = await openTestHouse({ DATA_DIR: house.folder });
      persons = [];
      for (let n = 0; n < people; n += 1) persons.push(await maker.person());
      await maker.app.close();
      server = await startBuiltServer(house.folder, { PUBLIC_URL: publicUrl, LOG_LEVEL: 'trace' });
      const waiting = [...persons.entries()];
      const next = async (): Promise<void> => {
        for (let one = waiting.pop(); one; one = waiting.pop()) await live(one[1], one[0]);
      };
      await Promise.all(Array.from({ length: atOnce }, next));
      const [first, second] = persons as [Person, Person];
      for (const [query, variables] of refused) expect(await ask(first, query, variables)).toContain('"errors"');
      expect(await ask(second, changePassword)).toContain('accessToken');
    },
    sized(60_000, 600_000),
  );
  afterAll(async () => {
    server?.process.kill('SIGKILL');
    await server?.ended;
    folder.remove();
  });

  it('the search would find them', () => {
    for (const mark of marks) {
      expect(hits(Buffer.from(`x${mark}x`))).not.toEqual([]);
      expect(hits(Buffer.from(`x${mark}x`, 'utf16le'))).not.toEqual([]);
      expect(hits(Buffer.from(Buffer.from(mark).toString('hex')))).not.toEqual([]);
      for (const before of ['', '1', '12'])
        expect(hits(Buffer.from(Buffer.from(`${before}${mark}345`).toString('base64')))).not.toEqual([]);
    }
  });

  it('stand in no file of either database, nor in their logs, nor in a mail', () => {
    const names = filesIn(house.folder).map((file) => file.slice(house.folder.length + 1));
    expect(names).toEqual(expect.arrayContaining(['main.db', 'main.db-wal', 'vault.db', 'vault.db-wal']));
    expect(names.filter((name) => /^outbox\/.*\.eml$/.test(name))).toHaveLength(1);
    expectNoHits(house.folder);
  });

  it('stand in no line of the log and in no metric', async () => {
    expect(server.lines.length).toBeGreaterThan(people * 3);
    expectSilence([...server.lines, ...server.complaints].join('\n'));
    const metrics = await (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text();
    expect(metrics).toMatch(/vault\.changed.* \d/);
    expectSilence(metrics);
  });

  it('stand in no backup, encrypted or not', { timeout: 60_000 }, async () => {
    const encrypted = { BACKUP_RECIPIENT: await identityToRecipient(await generateIdentity()) };
    const kinds = Object.entries({ plain: {}, encrypted }).slice(0, sized(1, 2));
    for (const [name, settings] of kinds) {
      const dir = join(folder.path, name);
      const { code, out, err } = await commandsIn(house.folder)(['backup', dir], {
        PUBLIC_URL: publicUrl,
        ...settings,
      });
      expect([code, err, filesIn(dir).length]).toEqual([0, '', 4]);
      expectSilence(out);
      expectNoHits(dir);
    }
  });

  it('stand in no error that nobody foresaw', async () => {
    const [person] = persons as [Person];
    tamper(house, (database) => void database.exec('alter table personal_record rename to gone'));
    const [query, variables] = refused[0] ?? ['', {}];
    const answers = [
      await ask(person, query, variables),
      await ask(person, change, { input: { city: `${marks[0]}town` } }),
    ];
    tamper(house, (database) => void database.exec('alter table gone rename to personal_record'));
    expect(answers.map((answer) => /"code":"(\w+)"/.exec(answer)?.[1])).toEqual(['BAD_USER_INPUT', 'INTERNAL']);
    expectSilence([...answers, ...server.lines, ...server.complaints].join('\n'));
  });

  it('stand in no file of a house that was closed, nor in a copy of its databases', async () => {
    server.process.kill('SIGTERM');
    await server.ended;
    for (const name of ['main', 'vault']) {
      const database = new Database(join(house.folder, `${name}.db`));
      database.prepare('vacuum into ?').run(join(house.folder, `${name}.copy`));
      database.close();
    }
    expectNoHits(house.folder);
  });
});
