import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OperatorError } from '#kernel/operator-error.js';
import type { Erased, ErasureLedger } from '#kernel/ports.js';
import { flush } from './durable.js';
import { makeFolder } from './folder.js';

/** When, whom as a keyed hash, and a seal over both; every line is as long as the others. */
const linePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\w-]{43}) ([\w-]{43})\n$/;
const lineLength = 24 + 1 + 43 + 1 + 43 + 1;
/** Lines read at once. */
const lot = 1_000;

interface Entry {
  readonly person: string;
  readonly mark: string;
}

/** Opens the ledger of erasures in a file, which is made with its first entry. */
export function openErasureLedger(file: string, key: Buffer): ErasureLedger {
  const mac = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  const hashOf = (userId: string): string => mac(`person ${userId}`);
  const sealOf = (at: string, person: string): string => mac(`entry ${at} ${person}`);

  function entryOf(line: string, number: number): Entry {
    const [, at = '', person = '', mark = ''] = linePattern.exec(line) ?? [];
    if (mark && timingSafeEqual(Buffer.from(mark), Buffer.from(sealOf(at, person)))) return { person, mark };
    throw new OperatorError(
      `line ${number} of ${file} was not written with this erasure.key`,
      'bring back the ledger and the key that belong together; see the runbook about erasure',
    );
  }

  return {
    add(userId, at) {
      const [time, person] = [at.toISOString(), hashOf(userId)];
      const mark = sealOf(time, person);
      append(file, `${time} ${person} ${mark}\n`);
      return mark;
    },
    newest() {
      const line = lastLine(file);
      return line ? entryOf(line.text, line.number).mark : null;
    },
    async read() {
      const [people, marks] = [new Set<string>(), new Set<string>()];
      for await (const { text, number } of linesOf(file)) {
        const { person, mark } = entryOf(text, number);
        people.add(person);
        marks.add(mark);
      }
      return { has: (userId) => people.has(hashOf(userId)), knows: (mark) => marks.has(mark) } satisfies Erased;
    },
  };
}

const wholeLines = (size: number): number => Math.floor(size / lineLength);

/**
 * Adds a line, down to the disk. Nobody else writes meanwhile: whoever erases holds the main database. What a crash
 * left of a line was never answered for, and goes.
 */
function append(file: string, line: string): void {
  const isNew = !existsSync(file);
  if (isNew) makeFolder(dirname(file));
  const handle = openSync(file, 'a', 0o600);
  const end = wholeLines(fstatSync(handle).size) * lineLength;
  try {
    ftruncateSync(handle, end);
    if (writeSync(handle, line) !== lineLength)
      throw Object.assign(new Error(`${file} cannot be written to its end`), { code: 'ENOSPC' });
    fsyncSync(handle);
  } catch (error) {
    ftruncateSync(handle, end);
    throw error;
  } finally {
    closeSync(handle);
  }
  if (isNew) flush(dirname(file));
}

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

function lastLine(file: string): Line | null {
  if (!existsSync(file)) return null;
  const handle = openSync(file, 'r');
  try {
    const number = wholeLines(fstatSync(handle).size);
    const bytes = Buffer.alloc(lineLength);
    if (number === 0) return null;
    readSync(handle, bytes, 0, lineLength, (number - 1) * lineLength);
    return { text: bytes.toString('latin1'), number };
  } finally {
    closeSync(handle);
  }
}

async function* linesOf(file: string): AsyncGenerator<Line> {
  if (!existsSync(file)) return;
  await using handle = await open(file, 'r');
  const bytes = Buffer.alloc(lot * lineLength);
  for (let number = 1; ;) {
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, (number - 1) * lineLength);
    const count = wholeLines(bytesRead);
    if (count === 0) return;
    for (let at = 0; at < count; at += 1, number += 1)
      yield { text: bytes.toString('latin1', at * lineLength, (at + 1) * lineLength), number };
  }
}
