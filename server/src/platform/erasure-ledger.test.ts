// Catalogue: V6.
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { throwAwayFolder } from '#test/durability/built-server.js';
import { openErasureLedger } from './erasure-ledger.js';

const key = Buffer.alloc(32, 7);
const at = new Date('2026-11-22T10:00:00.123Z');
const [ada, bob, eve] = [newId(), newId(), newId()];

let folder: ReturnType<typeof throwAwayFolder>;
let file: string;
beforeEach(() => {
  folder = throwAwayFolder();
  file = join(folder.path, 'apart', 'erasures.ledger');
});
afterEach(() => folder.remove());

const open = () => openErasureLedger(file, key);
const holds = async (...ids: string[]): Promise<boolean[]> => {
  const erased = await open().read();
  return ids.map((id) => erased.has(id));
};

describe('the ledger of erasures', () => {
  it('is empty where nobody was ever erased, and makes no file', async () => {
    expect([open().newest(), await holds(ada)]).toEqual([null, [false]]);
    expect(() => statSync(file)).toThrow('ENOENT');
  });

  it('knows whom it was told of, and nobody else, also when it is opened again', async () => {
    const marks = [open().add(ada, at), open().add(bob, at)];
    expect(await holds(ada, bob, eve)).toEqual([true, true, false]);
    expect(open().newest()).toBe(marks[1]);
    const erased = await open().read();
    expect([...marks, 'x'].map((mark) => erased.knows(mark))).toEqual([true, true, false]);
  });

  it('holds no id, and is for its owner only', () => {
    open().add(ada, at);
    const text = readFileSync(file, 'latin1');
    expect([text.includes(ada), text.includes(ada.replaceAll('-', ''))]).toEqual([false, false]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([1, 50, 112])('lets go of %i bytes that a crash left of an entry', async (bytes) => {
    const mark = open().add(ada, at);
    appendFileSync(file, 'x'.repeat(bytes));
    expect(open().newest()).toBe(mark);
    open().add(bob, at);
    expect(await holds(ada, bob)).toEqual([true, true]);
    expect(statSync(file).size).toBe(2 * 113);
  });

  it('reads more entries than it reads at once', async () => {
    const ledger = open();
    const ids = Array.from({ length: 2_003 }, () => newId());
    for (const id of ids) ledger.add(id, at);
    expect((await holds(...ids)).every(Boolean)).toBe(true);
  });

  it.each([
    ['of another key', () => void openErasureLedger(file, Buffer.alloc(32, 8)).add(bob, at)],
    ['that was changed', () => writeFileSync(file, readFileSync(file, 'latin1').replace('2026', '2025'))],
    ['that is none', () => writeFileSync(file, `${'x'.repeat(112)}\n`)],
  ])('refuses an entry %s, and says which', async (_name, spoil) => {
    open().add(ada, at);
    spoil();
    await expect(open().read()).rejects.toThrow(
      /^line \d of .*erasures\.ledger was not written with this erasure\.key$/,
    );
    expect(() => open().newest()).toThrow('was not written with this erasure.key');
  });

  it('refuses what it cannot keep, and has kept nothing of it', async () => {
    open().add(ada, at);
    rmSync(file);
    mkdirSync(file);
    expect(() => open().add(bob, at)).toThrow('EISDIR');
    rmSync(file, { recursive: true });
    expect(await holds(bob)).toEqual([false]);
  });
});
