// Catalogue: A1.
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { createHasher } from './hasher.js';

const threads = (): [name: string, priority: number][] =>
  readdirSync('/proc/self/task').map((thread) => [
    readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim(),
    getPriority(Number(thread)),
  ]);

it('the threads that hash yield to the one that answers', async (context) => {
  if (process.platform !== 'linux') context.skip('only Linux gives threads a priority of their own');
  await createHasher().verify(null, 'a long walk to the quarry');
  const workers = threads().filter(([name]) => name === 'libuv-worker');
  expect(workers.map(([, priority]) => priority)).toEqual(workers.map(() => 10));
  expect([workers.length, getPriority()]).toEqual([4, 0]);
});
