import { readdirSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const tasks = '/proc/self/task';

const nameOf = (thread: string): string => readFileSync(`${tasks}/${thread}/comm`, 'utf8').trim();

/**
 * Lets the threads that hash yield to the one that answers: while everybody signs in at once, the others hardly notice
 * (catalogue A1, A3). Only Linux gives threads a priority of their own; elsewhere, and where a sandbox forbids it, they share alike.
 */
export function yieldWhileHashing(): void {
  if (process.platform !== 'linux') return;
  try {
    const workers = readdirSync(tasks).filter((thread) => nameOf(thread) === 'libuv-worker');
    for (const worker of workers) setPriority(Number(worker), constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Nothing is lost but the courtesy.
  }
}
