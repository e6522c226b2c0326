import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '#kernel/operator-error.js';

/** One folder at a time: asked for all of them at once, Node never answers where the system makes none, as in /proc. */
function makeMissing(path: string): void {
  if (existsSync(path)) return;
  makeMissing(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Makes a folder and those above it that are missing, for their owner only. */
export function makeFolder(path: string): void {
  try {
    makeMissing(path);
  } catch (cause) {
    const { code, path: refused = path } = cause as NodeJS.ErrnoException;
    throw new OperatorError(
      `the folder ${refused} cannot be made (${code})`,
      'make it and give it to the user that runs the server, or name another place in DATA_DIR',
      { cause },
    );
  }
}

/** Sees to it that files can be made in a folder. */
export function requireWritable(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new OperatorError(`${path} cannot be written (${code})`, 'give it to the user that runs the server', {
      cause,
    });
  }
}
