import { statfsSync } from 'node:fs';
import { OperatorError } from '#kernel/operator-error.js';
import { diskFaultIn } from '../disk-faults.js';

/** What a file system wants for itself, and what is written meanwhile. */
const reserve = 16 * 1024 * 1024;

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** Refuses before anything was written what the disk would refuse in the middle. */
export function requireSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const [free, needed] = [bavail * bsize, bytes + reserve];
  if (free < needed)
    throw new OperatorError(
      `${folder} has ${inMegabytes(free)} of space left, and ${inMegabytes(needed)} are needed`,
      'make room',
    );
}

/** Does `work`, and says what to do where the disk refuses in the middle after all. */
export async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = diskFaultIn(cause);
    if (!code) throw cause;
    throw new OperatorError(`the disk of ${folder} refuses to be written (${code})`, 'make room', { cause });
  }
}
