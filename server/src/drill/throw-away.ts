import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeInstance } from '#platform/instance-lock.js';

const prefix = '.drill-';

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

/** Takes away what drills left that were killed: nobody is at work there. */
function removeLeftOvers(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((name) => name.startsWith(prefix))) {
    const folder = join(dataDir, name);
    const lock = takeInstance(folder);
    lock?.release();
    if (lock) remove(folder);
  }
}

/** Does `work` in a folder beside the databases, where there is room for them; nothing of it is left, also after Ctrl+C. */
export async function inThrowAwayPlace<T>(dataDir: string, work: (place: string) => Promise<T>): Promise<T> {
  removeLeftOvers(dataDir);
  const place = mkdtempSync(join(dataDir, prefix));
  const clear = (): void => remove(place);
  process.once('exit', clear);
  const stop = (): never => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    return await work(place);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    process.off('exit', clear);
    clear();
  }
}
