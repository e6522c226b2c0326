// Catalogue: I1, I2, I3, I4.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '#test/builders.js';
import type { Answer } from '#test/caller.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { sized } from '#test/sized.js';
import { expectWhole } from './answers.js';
import { naughty } from './strings.js';

let house: TestHouse;
let admin: Person;
let writer: Person;
let subject: Person;
/** A connection of the test's own, which sees only what was committed. */
let file: Database.Database;
beforeAll(async () => {
  house = await openTestHouse();
  file = new Database(join(house.folder, 'main.db'), { readonly: true });
  [admin, writer, subject] = await Promise.all([house.person('admin'), house.person(), house.person()]);
});
afterAll(async () => {
  file.close();
  await house.close();
});

/** A text that the house keeps: how it gets in, the form in which it stays, and where it comes out. */
interface Store {
  readonly name: string;
  readonly share: number;
  write(value: string): Promise<Answer<unknown>>;
  kept(value: string): string | null;
  read(): Promise<unknown>;
  readonly column: string;
  id(): string;
}

async function ask(person: Person, text: string, variables: object): Promise<Record<string, unknown>> {
  const { data, body } = await person.caller.send<Record<string, Record<string, unknown>>>(text, variables);
  const [value] = Object.values(data ?? {});
  if (!value) throw new Error(`a good question was refused: ${body}`);
  return value;
}

const profileText = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }';
const personText = 'query ($id: ID!) { user(id: $id) { pseudo bio suspensionReason } }';
const loginText = 'mutation ($input: LoginInput!) { login(input: $input) { auth { accessToken } } }';
const suspendText = 'mutation ($id: ID!, $reason: String!) { suspendUser(userId: $id, reason: $reason) { id } }';

const seenByAdmin = async (id: string, name: string): Promise<unknown> => (await ask(admin, personText, { id }))[name];

const stores: readonly Store[] = [
  {
    name: 'a pseudo',
    share: 1,
    write: (pseudo) => writer.caller.send(profileText, { input: { pseudo } }),
    kept: (value) => value.normalize('NFKC'),
    read: () => seenByAdmin(writer.id, 'pseudo'),
    column: 'select pseudo as value from "user" where id = ?',
    id: () => writer.id,
  },
  {
    name: 'a bio',
    share: 1,
    write: (bio) => writer.caller.send(profileText, { input: { bio } }),
    kept: (value) => value.trim() || null,
    read: () => seenByAdmin(writer.id, 'bio'),
    column: 'select bio as value from "user" where id = ?',
    id: () => writer.id,
  },
  {
    name: 'a reason',
    share: 1,
    async write(reason) {
      await ask(admin, 'mutation ($id: ID!) { reinstateUser(userId: $id) { id } }', { id: subject.id });
      return admin.caller.send(suspendText, { id: subject.id, reason });
    },
    kept: (value) => value.trim(),
    read: () => seenByAdmin(subject.id, 'suspensionReason'),
    column: 'select suspension_reason as value from "user" where id = ?',
    id: () => subject.id,
  },
  {
    name: 'the name of a device',
    // Each one costs a hash.
    share: sized(8, 1),
    write: (deviceName) =>
      house.visitor().send(loginText, { input: { identifier: writer.email, password: goodPassword, deviceName } }),
    // What cannot be seen is left out; a browser's name stands in for nothing.
    kept: (value) => value.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || 'lightMyRequest',
    async read() {
      const { data } = await admin.caller.send<{ userSessions: { deviceName: string; createdAt: string }[] }>(
        'query ($id: ID!) { userSessions(userId: $id) { deviceName createdAt } }',
        { id: writer.id },
      );
      const [newest] = (data?.userSessions ?? []).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
      return newest?.deviceName;
    },
    column: 'select device_name as value from session where user_id = ? order by id desc limit 1',
    id: () => writer.id,
  },
];

describe('a text that is kept', { timeout: 60_000 }, () => {
  it.each(stores)('$name comes back exactly, or is refused', async (store) => {
    const values = naughty.filter((_value, index) => index % store.share === 0);
    let kept = 0;
    for (const value of values) {
      const what = JSON.stringify(value).slice(0, 80);
      const answer = await store.write(value);
      expectWhole(answer, what);
      if (answer.errors.length > 0) {
        expect(['BAD_USER_INPUT', 'CONFLICT'], `${what}: ${answer.body}`).toContain(answer.code);
        continue;
      }
      kept += 1;
      expect(await store.read(), what).toBe(store.kept(value));
      expect(file.prepare(store.column).pluck().get(store.id()), what).toBe(store.kept(value));
    }
    expect(kept, 'some must pass').toBeGreaterThan(values.length / 20);
  });
});

describe('a text that the vault keeps', { timeout: 60_000 }, () => {
  const keepText = `mutation ($text: String) {
    updatePersonalData(input: { legalName: $text, addressLine: $text, city: $text }) { legalName addressLine city }
  }`;

  it('comes back exactly, or is refused', async () => {
    const keeper = await house.person();
    let kept = 0;
    for (const text of naughty) {
      const answer = await keeper.caller.send<{ updatePersonalData: object }>(keepText, { text });
      const what = JSON.stringify(text).slice(0, 80);
      expectWhole(answer, what);
      if (answer.errors.length > 0) {
        expect(answer.code, what).toBe('BAD_USER_INPUT');
        continue;
      }
      kept += 1;
      const form = text.normalize('NFC').trim() || null;
      const stored = { legalName: form, addressLine: form, city: form };
      expect(answer.data?.updatePersonalData, what).toEqual(stored);
      expect(await ask(keeper, '{ myPersonalData { legalName addressLine city } }', {}), what).toEqual(stored);
    }
    expect(kept, 'some must pass').toBeGreaterThan(naughty.length / 3);
  });
});

describe('a search', () => {
  const crowd = ['percent', 'under_score', 'under', 'İstanbul', 'straße', 'back.slash', 'o-neil'];
  const folded = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  const search = async (text: string): Promise<Answer<{ users: { edges: { node: { pseudo: string } }[] } }>> =>
    admin.caller.send(
      'query ($text: String) { users(filter: { search: $text }, first: 50) { edges { node { pseudo } } } }',
      {
        text,
      },
    );
  const found = async (text: string): Promise<string[] | undefined> =>
    (await search(text)).data?.users.edges.map(({ node }) => node.pseudo).toSorted();

  beforeAll(async () => {
    for (const pseudo of crowd) {
      const { caller } = await house.person();
      await caller.send(profileText, { input: { pseudo } });
    }
  });

  it('finds what begins like the text and nothing else, whatever the text is', async () => {
    for (const value of naughty) {
      const answer = await search(value);
      expectWhole(answer, value);
      if (answer.errors.length > 0) expect(answer.code).toBe('BAD_USER_INPUT');
      const wanted = folded(value.trim());
      for (const { node } of answer.data?.users.edges ?? []) {
        const name = folded(node.pseudo);
        const beginnings = [name, ...name.split(/[._-]+/)];
        expect(
          beginnings.some((beginning) => beginning.startsWith(wanted)),
          `${value} finds ${node.pseudo}`,
        ).toBe(true);
      }
    }
  });

  it.each([
    ['%', []],
    ['%er%', []],
    ['_', []],
    ['under_', ['under_score']],
    ['unde_', []],
    ['under%', []],
    ['\\', []],
    ['back\\.slash', []],
    ['under', ['under', 'under_score']],
    ['UNDER', ['under', 'under_score']],
    ["o'neil", []],
    ["' or '1'='1", []],
    ["percent' --", []],
    ['percent"', []],
    ['percent\u0000', undefined],
    ['STRASSE', ['straße']],
    ['neil', ['o-neil']],
    ['*', []],
    ['per*', []],
    ['[p]ercent', []],
  ])('takes %j as a text: %j', async (text, names) => expect(await found(text)).toEqual(names));
});
