// Catalogue: A11, D1, V10.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { errors } from '#kernel/errors.js';
import type { FileNote, StoredFile } from '#kernel/files.js';
import { openTestHouse, type TestHouse } from '#test/house.js';
import { changing } from '#test/jobs.js';
import type { FileStore } from './store.js';

const day = 24 * 60 * 60_000;
const limits = { signal: new AbortController().signal, mostBytes: 1_000_000 };

let house: TestHouse;
let store: FileStore;
beforeAll(async () => {
  house = await openTestHouse();
  store = house.app.house.ports.files as FileStore;
});
afterEach(async () => {
  await changing(house, ({ sql }) => sql.run('delete from stored_file', []));
  rmSync(folder(), { recursive: true, force: true });
  house.clock.advance(Date.now() - house.clock.now().getTime());
});
afterAll(() => house.close());

const folder = (): string => join(house.folder, 'files');

/** Every file below the store's folder. */
const onDisk = (): string[] =>
  existsSync(folder())
    ? readdirSync(folder(), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

async function* bytes(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

const aNote = (overrides: Partial<FileNote> = {}): FileNote => ({
  name: 'a-file.txt',
  mediaType: 'text/plain',
  ownerId: newId(),
  expiresAt: new Date(house.clock.now().getTime() + day),
  ...overrides,
});

async function keep(content: string, overrides: Partial<FileNote> = {}): Promise<StoredFile> {
  const taken = await store.take(bytes(content), limits);
  return changing(house, (unit) => store.keep(unit, taken, aNote(overrides)));
}

async function read(file: StoredFile, readerId = file.ownerId): Promise<string | null> {
  const { url } = store.linkTo(file);
  const opened = await store.open(url.split('/').at(-1) ?? '', readerId);
  return opened && text(opened.content);
}

describe('a file', () => {
  it('is what was put there, with its length and hash', async () => {
    const content = await store.take(bytes('first, ', 'second'), limits);
    const file = await changing(house, (unit) => store.keep(unit, content, aNote()));
    const sha256 = createHash('sha256').update('first, second').digest('hex');
    expect(file).toMatchObject({ sizeBytes: 13, sha256, name: 'a-file.txt' });
    expect(await read(file)).toBe('first, second');
    expect(await store.find(file.id)).toEqual(file);
  });

  it('lies on disk for its owner only, under its hash, and nobody can read it there', async () => {
    const file = await keep('a text that would be found');
    const [path = '', ...others] = onDisk();
    expect(others).toEqual([]);
    expect(path).toBe(join(folder(), file.sha256.slice(0, 2), file.sha256));
    expect(readFileSync(path).includes('found')).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const part of [folder(), join(folder(), file.sha256.slice(0, 2)), join(folder(), 'incoming')])
      expect(statSync(part).mode & 0o777, part).toBe(0o700);
  });

  it('is there with the change that keeps it, and not without', async () => {
    const content = await store.take(bytes('x'), limits);
    const refused = changing(house, async (unit) => {
      await store.keep(unit, content, aNote());
      throw errors.CONFLICT();
    });
    await expect(refused).rejects.toThrow();
    expect(await house.app.database.reader.all('select id from stored_file', [])).toEqual([]);
    for (const path of onDisk()) utimesSync(path, new Date(0), new Date(0));
    await store.tidy();
    expect(onDisk()).toEqual([]);
  });

  it('leaves nothing where its content breaks off', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(200_000);
      throw new Error('the source is gone');
    }
    await expect(store.take(broken(), limits)).rejects.toThrow('the source is gone');
    await expect(store.take(bytes('x'), { ...limits, signal: AbortSignal.abort('enough') })).rejects.toThrow();
    expect(onDisk()).toEqual([]);
  });

  it('that is larger than it may be leaves nothing', async () => {
    const most = { ...limits, mostBytes: 5 };
    await expect(store.take(bytes('123', '456'), most)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(onDisk()).toEqual([]);
    expect(await store.take(bytes('123', '45'), most)).toMatchObject({ sizeBytes: 5 });
  });

  it.each(['../x', 'a b', 'a"b', 'a\r\nb', '', 'é'])('is not called %j', async (name) => {
    await expect(keep('x', { name })).rejects.toThrow('letters, digits');
  });

  it('is nobody else’s', async () => {
    const file = await keep('mine');
    expect(await read(file, newId())).toBeNull();
    expect(await read(file, '')).toBeNull();
  });

  it('whose content is gone is gone', async () => {
    const file = await keep('mine');
    rmSync(folder(), { recursive: true });
    expect([await store.find(file.id), await read(file)]).toEqual([null, null]);
  });

  it('whose content is gone is back where somebody brings that again', async () => {
    const file = await keep('the same');
    rmSync(folder(), { recursive: true });
    const other = await keep('the same');
    expect([await read(file), await read(other)]).toEqual(['the same', 'the same']);
  });

  it('without an end stays', async () => {
    const file = await keep('for good', { expiresAt: null });
    house.clock.advance(1_000 * day);
    for (const path of onDisk()) utimesSync(path, new Date(0), new Date(0));
    await store.tidy();
    expect(await store.find(file.id)).toEqual(file);
    expect(await read(file)).toBe('for good');
  });

  it('whose key cannot be had any more is gone, and the log says so', async () => {
    const file = await keep('mine');
    await changing(house, ({ sql }) => sql.run('update stored_file set sealed_key = zeroblob(61)', []));
    expect(await read(file)).toBeNull();
    expect(house.lines.filter((line) => line.includes('file.unreadable'))).toHaveLength(1);
  });

  it('that was altered on disk breaks off instead of telling something else', async () => {
    const file = await keep('mine');
    const [path = ''] = onDisk();
    writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, -1), Buffer.of(0)]));
    await expect(read(file)).rejects.toThrow();
  });
});

describe('a link', () => {
  it('works for a quarter of an hour', async () => {
    const file = await keep('x');
    const { url, expiresAt } = store.linkTo(file);
    expect(expiresAt.getTime() - house.clock.now().getTime()).toBeGreaterThan(14.9 * 60_000);
    const name = url.split('/').at(-1) ?? '';
    house.clock.advance(14.9 * 60_000);
    expect(await store.open(name, file.ownerId)).not.toBeNull();
    house.clock.advance(0.2 * 60_000);
    expect(await store.open(name, file.ownerId)).toBeNull();
  });

  it('does not outlive the file', async () => {
    const expiresAt = new Date(house.clock.now().getTime() + 60_000);
    const file = await keep('x', { expiresAt });
    expect(store.linkTo(file).expiresAt.getTime()).toBeLessThanOrEqual(expiresAt.getTime());
  });
});

describe('the same content twice', () => {
  it('is there once, and stays until nobody has it any more', async () => {
    const [one, other] = [await keep('the same'), await keep('the same')];
    expect(onDisk()).toHaveLength(1);
    expect([await read(one), await read(other)]).toEqual(['the same', 'the same']);
    await changing(house, (unit) => store.forget(unit, one.ownerId));
    await store.tidy();
    expect(await read(other)).toBe('the same');
    await changing(house, (unit) => store.forget(unit, other.ownerId));
    await expect.poll(onDisk).toEqual([]);
  });
});

describe('tidying up', () => {
  it('removes what has expired, row, key and content', async () => {
    const file = await keep('x');
    const later = await keep('y', { expiresAt: new Date(house.clock.now().getTime() + 2 * day) });
    house.clock.advance(day);
    expect(await store.find(file.id)).toBeNull();
    await store.tidy();
    expect(await house.app.database.reader.all('select id from stored_file', [])).toEqual([{ id: later.id }]);
    expect(onDisk()).toHaveLength(1);
  });

  it('removes what was left half-way, once nobody can be at it any more', async () => {
    await keep('kept');
    await store.take(bytes('taken, and never kept'), limits);
    await store.tidy();
    expect(onDisk()).toHaveLength(2);
    for (const path of onDisk()) utimesSync(path, new Date(0), new Date(0));
    await store.tidy();
    expect(onDisk()).toHaveLength(1);
  });

  it('does not mind a folder that nobody has used yet', async () => {
    await store.tidy();
    expect(existsSync(folder())).toBe(false);
  });
});
