import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { besides } from '../database/sqlite-file.js';
import { removeDurably, writeDurably } from '../durable.js';
import { OperatorError } from '#kernel/operator-error.js';

const markIn = (dataDir: string): string => join(dataDir, 'restore.unfinished');

/** The name of a database until all of them are whole. */
export const whileRestored = (file: string): string => `${file}.restoring`;

/** Says, on the disk, that these files are being restored: until that is taken back, they are not to be used. */
export function markUnfinished(dataDir: string, files: readonly string[]): void {
  writeDurably(markIn(dataDir), JSON.stringify(files));
}

/** The files are whole. */
export const markFinished = (dataDir: string): void => removeDurably(markIn(dataDir));

/** Takes away what a restore left that was killed or failed: all of it, or nothing where none was under way. */
export function clearUnfinished(dataDir: string): void {
  const mark = markIn(dataDir);
  if (!existsSync(mark)) return;
  for (const file of namedIn(mark))
    for (const path of [file, whileRestored(file)])
      for (const left of [path, ...besides(path)]) rmSync(left, { force: true });
  markFinished(dataDir);
}

/** A mark that was cut short was written before any file. */
function namedIn(mark: string): string[] {
  try {
    return JSON.parse(readFileSync(mark, 'utf8')) as string[];
  } catch {
    return [];
  }
}

/** Refuses an instance of which only some databases may have been restored. */
export function requireFinished(dataDir: string): void {
  if (existsSync(markIn(dataDir)))
    throw new OperatorError(
      `a restore into ${dataDir} did not finish`,
      'run it again: npm run socle -- restore, with the same backup',
    );
}
