import { join } from 'node:path';
import { lockAlone, lockShared, type FileLock } from './database/file-lock.js';
import { OperatorError } from '#kernel/operator-error.js';

const lockIn = (dataDir: string): string => join(dataDir, 'instance.lock');

/** Says that somebody is at work in an instance's folder: servers and commands, several at once. */
export function holdInstance(dataDir: string): FileLock {
  const lock = lockShared(lockIn(dataDir));
  if (!lock) throw new OperatorError(`a restore is at work in ${dataDir}`, 'wait for it');
  return lock;
}

/** Keeps everybody out of an instance's folder, or answers null where somebody is at work. */
export const takeInstance = (dataDir: string): FileLock | null => lockAlone(lockIn(dataDir));
