import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Puts on disk what was written to a file, or which files a folder holds; Windows knows no such thing for folders. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!['EPERM', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a new file for its owner only, onto the disk. */
export function writeDurably(file: string, content: string | Buffer): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  flush(dirname(file));
}

/** Renames so that it is so after a power cut, too. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  flush(dirname(to));
}

/** Removes a file so that it is gone after a power cut, too. */
export function removeDurably(file: string): void {
  rmSync(file, { force: true });
  flush(dirname(file));
}

/** Puts a folder and the files in it on disk. */
export function flushFolder(folder: string): void {
  for (const name of readdirSync(folder)) flush(join(folder, name));
  flush(folder);
}
