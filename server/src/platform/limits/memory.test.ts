import { describe, expect, it } from 'vitest';
import { TestClock } from '#test/clock.js';
import { createMemoryLimiter } from './memory.js';

const clock = new TestClock();

describe('a limiter in memory', () => {
  it('gives each key its tries, then says how long to wait', async () => {
    const limiter = createMemoryLimiter(1, clock);
    const allowance = { tries: 3, perSeconds: 60 };
    for (let tries = 0; tries < 3; tries += 1) expect(await limiter.take('one', allowance)).toBeNull();
    const wait = await limiter.take('one', allowance);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await limiter.take('two', allowance)).toBeNull();
  });

  it('keeps different allowances apart', async () => {
    const limiter = createMemoryLimiter(1, clock);
    expect(await limiter.take('one', { tries: 1, perSeconds: 60 })).toBeNull();
    expect(await limiter.take('one', { tries: 1, perSeconds: 60 })).not.toBeNull();
    expect(await limiter.take('one', { tries: 1, perSeconds: 30 })).toBeNull();
  });

  it('gives the tries back after a while', async () => {
    const limiter = createMemoryLimiter(1, clock);
    const allowance = { tries: 1, perSeconds: 1 };
    await limiter.take('one', allowance);
    expect(await limiter.take('one', allowance)).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await limiter.take('one', allowance)).toBeNull();
  });

  it('multiplies by its factor, and never gives none', async () => {
    const generous = createMemoryLimiter(2, clock);
    const strict = createMemoryLimiter(0.001, clock);
    const allowance = { tries: 2, perSeconds: 60 };
    const taken = await Promise.all(Array.from({ length: 5 }, () => generous.take('one', allowance)));
    expect(taken.filter((wait) => wait === null)).toHaveLength(4);
    expect(await strict.take('one', allowance)).toBeNull();
    expect(await strict.take('one', allowance)).not.toBeNull();
  });
});
