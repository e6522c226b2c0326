import { beforeEach, describe, expect, it } from 'vitest';
import { inLease } from './lease.ts';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('tabs without Web Locks', () => {
  beforeEach(() => localStorage.clear());

  it('work one after the other, however many come at once', async () => {
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (working += 1));
      await pause(5);
      working -= 1;
    };
    await Promise.all(Array.from({ length: 6 }, () => inLease(localStorage, work)));
    expect([most, working]).toEqual([1, 0]);
    expect(localStorage).toHaveLength(0);
  });

  it('leave the queue where the work fails', async () => {
    await expect(inLease(localStorage, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await inLease(localStorage, async () => 'next')).toBe('next');
  });

  it.each(['nonsense', '{"holder":"gone","until":1}', '{"holder":"a clock ahead","until":9999999999999}'])(
    'pass over what is stored and holds nothing: %s',
    async (stored) => {
      localStorage.setItem('socle.session.lease', stored);
      const started = performance.now();
      await inLease(localStorage, async () => undefined);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
