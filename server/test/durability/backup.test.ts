// Catalogue: D4, V10.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeSnapshots } from '#platform/database/snapshot.js';
import { aSignUp } from '#test/builders.js';
import { commandsIn } from '#test/contract/command.js';
import { mustRun, placeWithKeysOf, readFrom } from './backup.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const signUpText = 'mutation ($input: RegisterInput!) { register(input: $input) { auth { user { id } } } }';

const countedSql = `select status || ':' || role as part, count(*) as n from "user" group by part order by part`;
const keptSql = `select part, n from tally where name = 'user' and n <> 0 order by part`;

const folder = throwAwayFolder();
afterAll(() => folder.remove());

describe('a backup of a server that is being written to', () => {
  const dataDir = join(folder.path, 'data');
  const dir = join(folder.path, 'backups', 'first');
  const restored = join(folder.path, 'restored');
  const acknowledged: string[] = [];
  let server: BuiltServer;
  let before: string[] = [];

  beforeAll(async () => {
    server = await startBuiltServer(dataDir);
    let stopped = false;
    const signUp = async (): Promise<void> => {
      while (!stopped) {
        const input = aSignUp();
        if ((await server.ask(signUpText, { input })).status === 200) acknowledged.push(input.pseudo);
      }
    };
    const writing = Promise.all([signUp(), signUp()]);
    while (acknowledged.length < 10) await new Promise((resolve) => setTimeout(resolve, 10));
    before = [...acknowledged];
    await mustRun(dataDir)(['backup', dir]);
    stopped = true;
    await writing;
    placeWithKeysOf(dataDir, restored);
    await mustRun(restored)(['restore', dir]);
  }, 60_000);
  afterAll(async () => {
    server.process.kill('SIGKILL');
    await server.ended;
  });

  const read = <Row>(sql: string): Row[] => readFrom<Row>(join(restored, 'main.db'), sql);

  it('holds everything that was acknowledged before it began', () => {
    expect(before.length).toBeGreaterThanOrEqual(10);
    const people = new Set(read<{ pseudo: string }>('select pseudo from "user"').map(({ pseudo }) => pseudo));
    expect(before.filter((pseudo) => !people.has(pseudo))).toEqual([]);
  });

  it('is of one instant: nobody is there by halves, and figures are what counting gives', () => {
    const halves = `select id from "user" where id not in (select user_id from credential) or id not in (select user_id from session)`;
    expect(read(halves)).toEqual([]);
    expect(read('pragma foreign_key_check')).toEqual([]);
    expect(read(keptSql)).toEqual(read(countedSql));
  });

  it('is a folder for its owner only, without the keys', () => {
    expect(readdirSync(dir).toSorted()).toEqual(['main.db', 'manifest.json', 'manifest.seal', 'vault.db']);
    for (const path of [dir, ...readdirSync(dir).map((name) => join(dir, name)), join(restored, 'main.db')])
      expect(statSync(path).mode & 0o077, path).toBe(0);
    const key = readFileSync(join(dataDir, 'keys', 'sealing.key'));
    for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name)).includes(key), name).toBe(false);
  });

  it('is in the journal of the instance, not in itself', () => {
    const made = `select facts from recorded_event where type = 'backup.made'`;
    const [entry, ...others] = readFrom<{ facts: string }>(join(dataDir, 'main.db'), made);
    const { id } = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as { id: string };
    expect([JSON.parse(entry?.facts ?? '{}'), others]).toMatchObject([{ backup: id, encrypted: 'false' }, []]);
    expect(read(made)).toEqual([]);
  });

  it('opens for the people who are in it', async () => {
    const again = await startBuiltServer(restored);
    const sessions = read<{ n: number }>('select count(*) as n from session')[0]?.n ?? 0;
    expect(sessions).toBeGreaterThanOrEqual(10);
    again.process.kill('SIGTERM');
    expect(await again.ended).toMatchObject({ code: 0 });
  });

  it('is not made where there is something, or nothing to copy', async () => {
    const onto = await commandsIn(dataDir)(['backup', dir]);
    expect(onto).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') as string });
    const nowhere = join(folder.path, 'nowhere');
    const nothing = await commandsIn(nowhere)(['backup', join(folder.path, 'nothing')]);
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('There is no instance here') as string });
    expect([existsSync(nowhere), existsSync(join(folder.path, 'nothing'))]).toEqual([false, false]);
  });

  it('is not made through a link', async () => {
    const [target, link] = ['target', 'link'].map((name) => join(folder.path, name)) as [string, string];
    mkdirSync(target);
    symlinkSync(target, link);
    const { code, err } = await commandsIn(dataDir)(['backup', link]);
    expect([code, err]).toEqual([1, expect.stringMatching(/link is no folder\. To do: name a folder/)]);
    expect(readdirSync(target)).toEqual([]);
  });

  it('is not put under a server that runs', async () => {
    const { code, err } = await commandsIn(dataDir)(['restore', dir]);
    expect(code).toBe(1);
    expect(err).toMatch(/^a server or a command is at work in .* To do: stop it\n$/);
  });
});

describe('snapshots of two databases', () => {
  const files = ['one', 'two'].map((name) => ({ name, file: join(folder.path, `${name}.db`) }));
  beforeAll(() => {
    for (const { file } of files) {
      const database = new Database(file);
      database.pragma('journal_mode = WAL');
      database.exec('create table t (id integer primary key); create table promise (id integer primary key)');
      database.close();
    }
  });

  /** How many rows each has, as of one instant. */
  async function counted(): Promise<readonly (number | undefined)[]> {
    const snapshots = await takeSnapshots(files);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const counts = snapshots.map(({ content }) => content.rows()['t']);
    for (const { content } of snapshots) content.close();
    return counts;
  }

  it('are of the same instant, whatever is written to both', { timeout: 30_000 }, async () => {
    const script = fileURLToPath(new URL('pair-writer.mjs', import.meta.url));
    const writer = fork(
      script,
      files.map(({ file }) => file),
    );
    await once(writer, 'message');
    const seen = new Set<number | undefined>();
    for (let round = 0; round < 30; round += 1) {
      const [one, two] = await counted();
      expect(one).toBe(two);
      seen.add(one);
    }
    expect(seen.size).toBeGreaterThan(20);
    writer.send('stop');
    await once(writer, 'exit');
  });

  it('hold up nobody in one while somebody writes for long in the other', async () => {
    const [one, two] = files.map(({ file }) => new Database(file, { timeout: 0 }));
    two?.exec('begin immediate');
    const counting = counted();
    await new Promise((resolve) => setTimeout(resolve, 200));
    one?.exec('insert into t default values');
    two?.exec('insert into t default values');
    two?.exec('commit');
    const [ones, twos] = await counting;
    expect(ones).toBe(twos);
    one?.close();
    two?.close();
  });
});
