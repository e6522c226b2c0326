// Catalogue: V1, V4: a rotation that is killed again and again, beside people who read and write.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from '#house/build-info.js';
import { newId } from '#kernel/entity.js';
import { openTestHouse, type Person } from '#test/house.js';
import { sized } from '#test/sized.js';
import { aRecord, keep } from '#test/threats/vault-file.js';
import { makeDataKey } from '../../src/modules/vault/cipher.js';
import { startBuiltServer, throwAwayFolder, type BuiltServer } from './built-server.js';

const kills = sized(4, 20);
const people = sized(4_000, 100_000);
const readers = 4;

const folder = throwAwayFolder();
const dataDir = join(folder.path, 'data');
const publicUrl = 'http://localhost:4000';
const readText = '{ myPersonalData { legalName city taxId updatedAt } }';
const keepText = 'mutation ($city: String) { updatePersonalData(input: { city: $city }) { city } }';

function inVault<T>(act: (database: Database.Database) => T): T {
  const database = new Database(join(dataDir, 'vault.db'));
  try {
    return act(database);
  } finally {
    database.close();
  }
}

const wrappedBy = (version: number): number =>
  inVault((database) => {
    const sql = 'select count(*) from data_key where master_version = ?';
    return database.prepare(sql).pluck().get(version) as number;
  });

const command = (...args: readonly string[]) =>
  spawn(process.execPath, [builtProgram('cli.js'), ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PUBLIC_URL: publicUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Runs the rotation to its end. */
async function rotate(): Promise<{ code: number; out: string; err: string }> {
  const child = command('rotate-keys', 'vault');
  const ended = once(child, 'close') as Promise<[number]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

/** Begins the rotation, or goes on with it, and ends it by force once so many keys are wrapped anew. */
async function rotateAndDie(afterKeys: number): Promise<void> {
  const child = command('rotate-keys', 'vault');
  const ended = once(child, 'close');
  while (child.exitCode === null && wrappedBy(2) < afterKeys) await pause(2);
  child.kill('SIGKILL');
  await ended;
}

describe(`a rotation of ${people} keys`, () => {
  let server: BuiltServer;
  let persons: Person[];
  beforeAll(async () => {
    const house = await openTestHouse({ DATA_DIR: dataDir, KEYS_DIR: join(dataDir, 'keys') });
    persons = await Promise.all(Array.from({ length: readers }, () => house.person()));
    for (const person of persons) await keep(person);
    const master = house.app.house.ports.masterKeys.sealerOf(1);
    await house.app.vault.transact(async (sql) => {
      for (let n = readers; n < people; n += 1) {
        const userId = newId();
        const { keyId, wrap } = makeDataKey(house.app.house.ports, userId);
        const wrapped = master ? wrap(master, 1) : randomBytes(61);
        await sql.run('insert into data_key (id, user_id, master_version, wrapped) values (?, ?, 1, ?)', [
          keyId,
          userId,
          wrapped,
        ]);
      }
    });
    await house.app.close();
    server = await startBuiltServer(dataDir, { PUBLIC_URL: publicUrl });
  }, 120_000);
  afterAll(async () => {
    server.process.kill('SIGKILL');
    await server.ended;
    folder.remove();
  });

  const headersOf = ({ caller }: Person) => ({ authorization: `Bearer ${caller.accessToken}` });
  const read = async (person: Person) => {
    const { data, status, code } = await server.ask<{ myPersonalData: object }>(readText, {}, headersOf(person));
    return { data: data?.myPersonalData, status, code };
  };

  it(`killed ${kills} times goes on where it stopped, and no reading fails`, { timeout: 300_000 }, async () => {
    let isRotating = true;
    const failures: unknown[] = [];
    let [reads, writes] = [0, 0];
    const live = async (person: Person): Promise<void> => {
      for (; isRotating; reads += 1) {
        const { data, status, code } = await read(person);
        const { legalName, taxId } = aRecord;
        if (code || status !== 200 || JSON.stringify({ ...data, legalName, taxId }) !== JSON.stringify(data))
          failures.push({ status, code, data });
        if (reads % 10 !== 0) continue;
        const written = await server.ask(keepText, { city: `city ${(writes += 1)}` }, headersOf(person));
        if (written.status !== 200) failures.push(written);
      }
    };
    const living = Promise.all(persons.map(live));
    for (let kill = 1; kill <= kills; kill += 1) await rotateAndDie(Math.floor((kill / (kills + 1)) * people));
    expect([wrappedBy(1) > 0, wrappedBy(2) > 0]).toEqual([true, true]);
    const { code, out, err } = await rotate();
    isRotating = false;
    await living;
    expect({ code, err, failures }).toEqual({ code: 0, err: '', failures: [] });
    expect(out).toMatch(/^Wrapped (\d+) of \1 keys anew\.$/m);
    expect([wrappedBy(1), wrappedBy(2)]).toEqual([0, people]);
    expect(Math.min(reads, writes)).toBeGreaterThan(kills);
  });

  it('has made one key, and is recorded once', () => {
    expect(readdirSync(join(dataDir, 'keys', 'vault'))).toEqual(['0001.key', '0002.key']);
    const main = new Database(join(dataDir, 'main.db'), { readonly: true });
    const facts = main
      .prepare("select facts from recorded_event where type = 'keys.rotated'")
      .pluck()
      .all() as string[];
    main.close();
    expect(facts.map((one) => JSON.parse(one) as object)).toMatchObject([{ kind: 'vault', version: '2' }]);
    expect(inVault((database) => database.prepare('select id from pending_fact').all())).toEqual([]);
  });

  it('leaves an old key that nobody needs: the server reads on without it, and starts without it', async () => {
    const file = join(dataDir, 'keys', 'vault', '0001.key');
    rmSync(file);
    expect(existsSync(file)).toBe(false);
    server.process.kill('SIGTERM');
    await server.ended;
    server = await startBuiltServer(dataDir, { PUBLIC_URL: publicUrl });
    for (const person of persons) expect((await read(person)).data).toMatchObject({ taxId: aRecord.taxId });
  });

  it('makes the next key when it is asked again', { timeout: 60_000 }, async () => {
    const { code, out } = await rotate();
    expect([code, wrappedBy(3)]).toEqual([0, people]);
    expect(out).toContain(join('vault', '0003.key'));
  });
});
