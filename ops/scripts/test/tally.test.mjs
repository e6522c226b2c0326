import { describe, expect, it } from 'vitest';
import { missingPackages } from '../lib/installed.mjs';
import { closingLines, tally } from '../lib/tally.mjs';

const outcome = (counts) => ({ passed: 0, failed: [], skipped: [], ...counts });
const noBrowser = { name: 'browser tests', reason: 'chromium is not installed (Debian: apt-get install chromium)' };
const switchedOff = { name: 'server tests: old rule', reason: 'switched off in its source' };

describe('the tally', () => {
  it('adds up every step and ends with the counts', () => {
    const total = tally([
      outcome({ passed: 3 }),
      outcome({ passed: 1, failed: ['lint'] }),
      outcome({ skipped: [noBrowser] }),
    ]);
    expect(closingLines(total)).toEqual([
      `skipped  browser tests: ${noBrowser.reason}`,
      'failed   lint',
      '4 passed, 1 failed, 1 skipped',
    ]);
  });

  it('takes a missing component for a failure where everything has to be proved', () => {
    const total = tally([outcome({ skipped: [noBrowser, switchedOff] })], { strict: true });
    expect(total.failed).toEqual([`browser tests: ${noBrowser.reason}`]);
    expect(total.skipped).toEqual([switchedOff]);
  });
});

describe('the installation', () => {
  const wanted = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('is complete when only packages for other platforms are absent', () => {
    expect(missingPackages(wanted, { 'node_modules/a': { version: '1.0.0' } })).toEqual([]);
  });

  it.each([
    ['absent', {}],
    ['of another version', { 'node_modules/a': { version: '0.9.0' } }],
  ])('is incomplete when a package is %s', (_, installed) => {
    expect(missingPackages(wanted, installed)).toEqual(['node_modules/a']);
  });
});
