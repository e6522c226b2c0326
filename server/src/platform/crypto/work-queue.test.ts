// Catalogue: A1, A2.
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WorkQueue } from './work-queue.js';

/** Work that ends when the test says so. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { work: () => promise, finish: () => resolve('done'), fail: () => reject(new Error('failed')) };
}

const busy = expect.objectContaining({ code: 'UNAVAILABLE', details: { retryAfterS: 2 } }) as Error;

describe('a work queue', () => {
  it('runs as many pieces at once as it has permits, never more', async () => {
    const queue = new WorkQueue({ permits: 3, waiting: 100, patienceMs: 5_000 });
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await pause(1);
      running -= 1;
    };
    await Promise.all(Array.from({ length: 40 }, () => queue.run(work)));
    expect(most).toBe(3);
  });

  it('lets the others wait in their order', async () => {
    const queue = new WorkQueue({ permits: 1, waiting: 10, patienceMs: 5_000 });
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4].map((number) => queue.run(async () => void order.push(number))));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('sheds at once what finds the queue full', async () => {
    const queue = new WorkQueue({ permits: 1, waiting: 1, patienceMs: 5_000 });
    const first = held();
    const running = queue.run(first.work);
    const waiting = queue.run(async () => 'second');
    await expect(queue.run(async () => 'third')).rejects.toThrow(busy);
    first.finish();
    expect(await Promise.all([running, waiting])).toEqual(['done', 'second']);
  });

  it('sheds what has waited too long, and never runs it', async () => {
    const queue = new WorkQueue({ permits: 1, waiting: 5, patienceMs: 20 });
    const first = held();
    const running = queue.run(first.work);
    let ran = false;
    await expect(queue.run(async () => void (ran = true))).rejects.toThrow(busy);
    first.finish();
    await running;
    expect(ran).toBe(false);
    expect(await queue.run(async () => 'next')).toBe('next');
  });

  it('lets those go who no longer wait, and never runs what nobody waits for', async () => {
    const queue = new WorkQueue({ permits: 1, waiting: 1, patienceMs: 5_000 });
    const first = held();
    const running = queue.run(first.work);
    const leaving = new AbortController();
    let ran = false;
    const waiting = queue.run(async () => void (ran = true), leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toThrow(busy);
    await expect(queue.run(async () => void (ran = true), leaving.signal)).rejects.toThrow(busy);
    const next = queue.run(async () => 'next');
    first.finish();
    expect([await running, await next, ran]).toEqual(['done', 'next', false]);
  });

  it('keeps the permit until the work ends, even where the caller has gone', async () => {
    const queue = new WorkQueue({ permits: 1, waiting: 5, patienceMs: 5_000 });
    const first = held();
    const abandoned = Promise.race([queue.run(first.work), pause(5, 'gone')]);
    expect(await abandoned).toBe('gone');
    let started = false;
    const second = queue.run(async () => void (started = true));
    await pause(10);
    expect(started).toBe(false);
    first.finish();
    await second;
    expect(started).toBe(true);
  });

  it('takes the permit back from work that fails', async () => {
    const queue = new WorkQueue({ permits: 1, waiting: 0, patienceMs: 5_000 });
    const first = held();
    const running = queue.run(first.work);
    first.fail();
    await expect(running).rejects.toThrow('failed');
    await expect(queue.run(() => Promise.reject(new Error('again')))).rejects.toThrow('again');
    expect(await queue.run(async () => 'free')).toBe('free');
  });
});
