// Catalogue: D4.
import { cpSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsIn, type Outcome } from '#test/contract/command.js';
import { hasDatabase, mustRun, placeWithKeysOf, readFrom, smallInstance } from './backup.js';
import { throwAwayFolder } from './built-server.js';

const folder = throwAwayFolder();
const at = (...parts: string[]): string => join(folder.path, ...parts);
const dataDir = at('data');
let places = 0;

/** Another place with the same keys. */
const place = (): string => placeWithKeysOf(dataDir, at(`place-${(places += 1)}`));

/** Restores into a place of its own; whatever is refused has left nothing. */
async function restore(dir: string, ...options: string[]): Promise<Outcome & { readonly into: string }> {
  const into = place();
  const outcome = await commandsIn(into)(['restore', dir, ...options]);
  expect(hasDatabase(into)).toBe(outcome.code === 0);
  return { ...outcome, into };
}

/** A copy of a backup with one byte of a file changed. */
function withChangedByte(dir: string, name: string, share: number): string {
  const copy = at(`${name}-${share}-changed`);
  cpSync(dir, copy, { recursive: true });
  const bytes = readFileSync(join(copy, name));
  const position = Math.floor((bytes.length - 1) * share);
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  writeFileSync(join(copy, name), bytes);
  return copy;
}

beforeAll(async () => {
  await smallInstance(dataDir);
  await mustRun(dataDir)(['backup', at('backup')]);
}, 60_000);
afterAll(() => folder.remove());

describe('restore refuses', () => {
  it.concurrent.each(
    ['main.db', 'vault.db', 'manifest.json', 'manifest.seal'].flatMap((name) =>
      [0, 0.4, 1].map((share) => [name, share] as const),
    ),
  )('a backup with a byte changed: %s at %d', { timeout: 60_000 }, async (name, share) => {
    const { code, err } = await restore(withChangedByte(at('backup'), name, share));
    expect(code).toBe(1);
    expect(err).toMatch(/(was changed after it was made|is not what was backed up|another key).* To do: /);
  });

  it('a backup of which a file was cut off', { timeout: 60_000 }, async () => {
    cpSync(at('backup'), at('cut-off'), { recursive: true });
    truncateSync(at('cut-off', 'main.db'), 8_192);
    expect((await restore(at('cut-off'))).err).toMatch(/main\.db is not what was backed up/);
  });

  it('a backup of another instance, and one that has lost a file', async () => {
    await mustRun(at('other'))(['make-keys']);
    const other = await commandsIn(at('other'))(['restore', at('backup')]);
    expect(other).toMatchObject({
      code: 1,
      err: expect.stringMatching(/made under another key \(sealing, journal, vault 1\).*To do: put the keys/) as string,
    });
    expect(hasDatabase(at('other'))).toBe(false);
    const nothing = await restore(at('nothing'));
    expect(nothing.err).toMatch(/nothing.manifest\.json is missing\. To do: name the folder of a whole backup/);
  });

  it.each(['main.db', 'vault.db', 'manifest.json', 'manifest.seal'])(
    'a backup without its %s, and one where that is a link',
    { timeout: 60_000 },
    async (name) => {
      const copy = at(`without-${name}`);
      cpSync(at('backup'), copy, { recursive: true });
      rmSync(join(copy, name));
      expect((await restore(copy)).err).toContain(`${name} is missing. To do: `);
      symlinkSync(join(at('backup'), name), join(copy, name));
      expect((await restore(copy)).err).toContain(`${name} is no file. To do: `);
    },
  );

  it('a database of another backup of the same instance', { timeout: 60_000 }, async () => {
    await mustRun(dataDir)(['promote', 'person-0000002']);
    await mustRun(dataDir)(['backup', at('later')]);
    cpSync(at('backup'), at('mixed'), { recursive: true });
    cpSync(at('later', 'main.db'), at('mixed', 'main.db'));
    expect((await restore(at('mixed'))).err).toMatch(/main\.db is not what was backed up/);
  });

  it('a newer schema', { timeout: 60_000 }, async () => {
    cpSync(dataDir, at('newer'), { recursive: true });
    const database = new Database(at('newer', 'main.db'));
    database.prepare(`insert into migration (name) values ('20991231-things-to-come')`).run();
    database.close();
    await mustRun(at('newer'))(['backup', at('newer-backup')]);
    expect((await restore(at('newer-backup'))).err).toMatch(/made by a newer Socle: its database 'main' is ahead/);
  });

  it('to take the place of a database, and says how to move it', async () => {
    const { code, err } = await commandsIn(dataDir)(['restore', at('backup')]);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/there is a database already: .* To do: move it away: mkdir/),
    ]);
  });
});

describe('restore takes', () => {
  it('a backup of an older schema, and says that it will be migrated', { timeout: 60_000 }, async () => {
    cpSync(dataDir, at('older'), { recursive: true });
    const database = new Database(at('older', 'main.db'));
    database.exec(`delete from migration where id = (select max(id) from migration)`);
    database.close();
    const { out } = await mustRun(at('older'))(['backup', at('older-backup')]);
    expect(out).toMatch(/not in the journal, since migrations are pending/);
    const restored = await restore(at('older-backup'));
    expect(restored).toMatchObject({
      code: 0,
      out: expect.stringMatching(/1 migrations are run at the next start/) as string,
    });
  });

  it('a backup encrypted to somebody only from them', { timeout: 60_000 }, async () => {
    const [identity, other] = [await generateX25519Identity(), await generateX25519Identity()];
    writeFileSync(at('identity'), `# created: today\n${identity}\n`);
    writeFileSync(at('other-identity'), other);
    writeFileSync(at('no-identity'), 'something else');
    const settings = { BACKUP_RECIPIENT: await identityToRecipient(identity) };
    await mustRun(dataDir)(['backup', at('encrypted')], settings);
    expect(readFileSync(at('encrypted', 'main.db.age')).includes('person-0000001')).toBe(false);
    expect(readFileSync(at('backup', 'main.db')).includes('person-0000001')).toBe(true);
    expect((await restore(at('encrypted'))).err).toMatch(/the backup is encrypted.*--identity FILE/);
    expect((await restore(at('encrypted'), '--identity', at('other-identity'))).err).toMatch(
      /does not open the backup/,
    );
    expect((await restore(at('encrypted'), '--identity', at('no-identity'))).err).toMatch(/holds no identity of age/);
    const changed = withChangedByte(at('encrypted'), 'main.db.age', 0.6);
    expect((await restore(changed, '--identity', at('identity'))).err).toMatch(/is not what was backed up/);
    const { code, into } = await restore(at('encrypted'), '--identity', at('identity'));
    expect(code).toBe(0);
    const people = (file: string) => readFrom(file, 'select pseudo from "user" order by pseudo');
    expect(people(join(into, 'main.db'))).toEqual(people(join(dataDir, 'main.db')));
  });

  it('no recipient that is none', async () => {
    const { code, err } = await commandsIn(dataDir)(['backup', at('never')], {
      BACKUP_RECIPIENT: `age1${'q'.repeat(58)}`,
    });
    expect([code, err]).toEqual([1, expect.stringContaining('BACKUP_RECIPIENT is no recipient of age')]);
  });
});
