import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance, Clock, Limiter } from '#kernel/ports.js';
import { Guesses } from './guesses.js';

/** Counts in this process; `factor` multiplies every allowance (LIMITS_FACTOR). */
export function createMemoryLimiter(factor: number, clock: Clock): Limiter {
  const guesses = new Guesses(clock, factor);
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterFor = ({ tries, perSeconds }: Allowance): RateLimiterMemory => {
    const key = `${tries}/${perSeconds}`;
    let limiter = limiters.get(key);
    if (!limiter)
      limiters.set(key, (limiter = new RateLimiterMemory({ points: Math.ceil(tries * factor), duration: perSeconds })));
    return limiter;
  };
  return {
    async take(key, allowance) {
      try {
        await limiterFor(allowance).consume(key);
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
    reserve: (key, rule) => guesses.reserve(key, rule),
    forget: (key) => guesses.forget(key),
  };
}
