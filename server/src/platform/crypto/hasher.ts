import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { argon2id, hash, needsRehash, verify } from 'argon2';
import type { Hasher } from '#kernel/ports.js';
import { inOneForm } from '#kernel/text.js';
import { yieldWhileHashing } from './hashing-threads.js';
import { WorkQueue } from './work-queue.js';

/** OWASP's minimum for argon2id (security.md 3.2). */
const parameters = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1, hashLength: 32 } as const;

/** A stored hash may not ask for more than this (catalogue C20). */
const ceiling = { m: 131_072, t: 10, p: 4 };

/** What a stored hash asks for, in whatever order it says so; null where it is no argon2id hash. */
function costsOf(stored: string): { m: number; t: number; p: number } | null {
  const [, list = ''] = /^\$argon2id\$v=\d+\$([^$]+)\$/.exec(stored) ?? [];
  const costs = new Map(list.split(',').map((cost) => cost.split('=', 2) as [string, string]));
  const [m, t, p] = ['m', 't', 'p'].map((name) => Number(costs.get(name))) as [number, number, number];
  return [m, t, p].every((cost) => cost > 0) ? { m, t, p } : null;
}

function isAffordable(stored: string): boolean {
  const asked = costsOf(stored);
  return asked !== null && asked.m <= ceiling.m && asked.t <= ceiling.t && asked.p <= ceiling.p;
}

/** The threads of libuv's pool, which hashes share with whoever reads a file or looks up a name. */
const poolThreads = 4;

/** How many hashes may run at once: as many as there are cores, and never every thread (catalogue A3). */
export const permitsFor = (cores: number): number => Math.min(cores, poolThreads - 1);

/** argon2id, a few hashes at once; passwords in one Unicode form (NIST SP 800-63B-4; catalogue C12). */
export function createHasher(): Hasher {
  const queue = new WorkQueue({ permits: permitsFor(availableParallelism()), waiting: 64, patienceMs: 2_000 });
  const dummy = hash(randomBytes(32).toString('base64'), parameters);
  // The threads exist once one of them has worked.
  void dummy.then(yieldWhileHashing);
  return {
    hash: (password, signal) => queue.run(() => hash(inOneForm(password), parameters), signal),
    verify: (stored, password, signal) =>
      queue.run(async () => {
        const affordable = stored !== null && isAffordable(stored);
        const matches = await verify(affordable ? stored : await dummy, inOneForm(password));
        return affordable && matches;
      }, signal),
    isOutdated: (stored) => needsRehash(stored, parameters),
  };
}
