// Catalogue: D3.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../telemetry/log.js';
import { Scrubbing } from './scrubbing.js';

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

describe('a log that a disk does not let go of', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  const scrubbing = (attempt: () => boolean) =>
    new Scrubbing(attempt, createLog('info', { write: (line) => void lines.push(line) }));

  it('is tried again until it goes, and told of once', () => {
    let failing = 3;
    const attempt = vi.fn(() => {
      if (failing > 0) {
        failing -= 1;
        throw full;
      }
      return true;
    });
    scrubbing(attempt).scrub();
    vi.advanceTimersByTime(60_000);
    expect(attempt).toHaveBeenCalledTimes(4);
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['database.unscrubbed']);
  });

  it('is left alone once the house is closed', () => {
    const attempt = vi.fn(() => false);
    const closing = scrubbing(attempt);
    closing.scrub();
    closing.close();
    vi.advanceTimersByTime(60_000);
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('that fails for another reason is no small matter', () => {
    const broken = scrubbing(() => {
      throw new Error('no such pragma');
    });
    expect(() => broken.scrub()).toThrow('no such pragma');
  });
});
