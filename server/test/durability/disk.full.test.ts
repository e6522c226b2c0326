// Catalogue: D3: a disk that is full under a server that serves: nothing is acknowledged that is not kept, nothing has to be restarted.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAt, startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';
import { SmallDisk } from './disks.js';
import { examine, pendingIn, type Place } from './examine.js';
import { acts, Load, randomFrom, type Act, type Subject } from './load.js';

const folder = throwAwayFolder();
const dataDir = join(folder.path, 'data');
const at = (disk: string, file: string): string => join(folder.path, disk, file);
const place: Place = {
  main: at('main', 'main.db'),
  vault: at('vault', 'vault.db'),
  ledger: at('ledger', 'erasures.ledger'),
  keys: join(dataDir, 'keys'),
};

/** Which acts a full disk stops; the ledger comes first, while it has no line and no page to put one in. */
const stopped = {
  ledger: ['leave'],
  vault: ['personal', 'leave'],
  main: acts,
} as const satisfies Record<string, readonly Act[]>;
type Disk = keyof typeof stopped;

const disks = new Map<Disk, SmallDisk>();
let cannot: string | undefined;
let server: BuiltServer;
const load = new Load(randomFrom(1), 0);

/** Room in the log of writes is room on the disk: it is cut to nothing. */
function fold(file: string): void {
  const database = new Database(file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

beforeAll(async () => {
  for (const name of Object.keys(stopped) as Disk[]) {
    const disk = SmallDisk.mount(join(folder.path, name), 4);
    if (typeof disk === 'string') return void (cannot = disk);
    disks.set(name, disk);
  }
  server = await startBuiltServer(dataDir, {
    PUBLIC_URL: 'http://localhost:4000',
    DATABASE_URL: `sqlite:${place.main}`,
    VAULT_DATABASE_URL: `sqlite:${place.vault}`,
    ERASURE_LEDGER: place.ledger,
  });
});
afterAll(async () => {
  server?.process.kill('SIGKILL');
  await server?.ended;
  for (const disk of disks.values()) disk.unmount();
  folder.remove();
});

const signUp = async (): Promise<Subject> => (await load.register(server.port)).subject;

/** Every act once, by people who can do without each other; answers how each ended. */
async function everyAct(person: Subject, leaver: Subject): Promise<Record<Act, string>> {
  const { port } = server;
  return {
    register: (await load.register(port)).outcome,
    profile: await load.act(port, 'profile', person),
    personal: await load.act(port, 'personal', person),
    refresh: await load.act(port, 'refresh', person),
    leave: await load.act(port, 'leave', leaver),
  };
}

const whenStopped = (those: readonly Act[]): object =>
  Object.fromEntries(acts.map((act) => [act, those.includes(act) ? 'refused' : 'done']));

describe.each(Object.keys(stopped) as Disk[])('a full disk of the %s', (name) => {
  it('refuses what it cannot keep for now, and nothing else; once there is room all goes on', async ({ skip }) => {
    skip(cannot !== undefined, cannot);
    const [person, leaver, later] = [await signUp(), await signUp(), await signUp()] as const;
    await load.act(server.port, 'personal', person);
    for (const file of [place.main, place.vault]) fold(file);
    const disk = disks.get(name);
    disk?.fill();
    expect(await everyAct(person, leaver)).toEqual(whenStopped(stopped[name]));
    const { status } = await askAt(
      server.port,
      '{ me { bio } }',
      {},
      { authorization: `Bearer ${person.tokens.accessToken}` },
    );
    expect(status).toBe(200);
    disk?.makeRoom();
    expect(await everyAct(person, later)).toEqual(whenStopped([]));
    expect(load.surprises).toEqual([]);
    await expect.poll(() => pendingIn(place), { timeout: 15_000 }).toEqual([]);
    await examine(place, server.port, load.subjects, load.takeTouched());
  });
});

it('tells the operator in the log', ({ skip }) => {
  skip(cannot !== undefined, cannot);
  const told = server.lines.filter((line) => line.includes('"request.failed"'));
  expect(told.filter((line) => /SQLITE_FULL|ENOSPC|database or disk is full/.test(line)).length).toBeGreaterThan(5);
});

it('a full disk says when to come back, and leaves a refusal what it is', async ({ skip }) => {
  skip(cannot !== undefined, cannot);
  const { tokens } = await signUp();
  const send = (query: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.accessToken}` },
      body: JSON.stringify({ query }),
    });
  // The first use of a token is written down.
  await send('{ me { id } }');
  fold(place.main);
  disks.get('main')?.fill();
  const refused = await send('mutation { updateProfile(input: { bio: "x" }) { bio } }');
  const denied = await send('{ users { totalCount } }');
  disks.get('main')?.makeRoom();
  expect([refused.status, refused.headers.get('retry-after'), denied.status]).toEqual([503, '5', 403]);
});
