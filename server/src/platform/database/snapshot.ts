import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '#kernel/operator-error.js';
import { SqliteFile } from './sqlite-file.js';

/** A database of the house by its name. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

/** A database as it was at one instant. */
export interface Snapshot extends NamedFile {
  readonly content: SqliteFile;
}

const tries = 200;
const betweenMs = 10;

function closeAll(files: readonly SqliteFile[]): void {
  for (const file of files) file.close();
}

/** Holds all writers, or none: nobody waits in one database for somebody who writes for long in another. */
function holdAll(files: readonly SqliteFile[]): boolean {
  const first = files.findIndex((file) => !file.holdWriters());
  if (first === -1) return true;
  for (const file of files.slice(0, first)) file.release();
  return false;
}

async function holdAllInTime(files: readonly SqliteFile[]): Promise<void> {
  for (let left = tries; !holdAll(files); left -= 1) {
    if (left === 0) throw new OperatorError('somebody writes to a database without a pause', 'try again later');
    await sleep(betweenMs);
  }
}

/**
 * All databases as of one instant (catalogue D4): while nobody can write to any of them, each is made to stand still.
 * That takes less than a millisecond; the copying afterwards holds up nobody. The locks are taken in the order given.
 */
export async function takeSnapshots(databases: readonly NamedFile[]): Promise<Snapshot[]> {
  const held: SqliteFile[] = [];
  const taken: Snapshot[] = [];
  try {
    for (const { file } of databases) held.push(new SqliteFile(file));
    for (const { name, file } of databases) taken.push({ name, file, content: new SqliteFile(file) });
    await holdAllInTime(held);
    for (const { content } of taken) content.standStill();
    return taken;
  } catch (error) {
    closeAll(taken.map(({ content }) => content));
    throw error;
  } finally {
    closeAll(held);
  }
}
