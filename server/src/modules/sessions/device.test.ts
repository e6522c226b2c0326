import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDevice } from './device.js';

const browsers = {
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Chrome on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Safari on iOS':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
};

describe('a device', () => {
  it.each(Object.entries(browsers))('is called %s', (name, userAgent) =>
    expect(describeDevice(null, userAgent)).toBe(name),
  );

  it('is called what a program calls itself', () => {
    expect(describeDevice(undefined, 'curl/8.5.0')).toBe('curl/8.5.0');
    expect(describeDevice('', 'my-script (nightly)')).toBe('my-script');
  });

  it('is called what the person says', () =>
    expect(describeDevice('  My laptop ', browsers['Firefox on Linux'])).toBe('My laptop'));

  it('has a name even where nobody says anything', () => {
    expect(describeDevice(null, '')).toBe('Unknown device');
    expect(describeDevice('\u200b\u0007', '\u0001')).toBe('Unknown device');
  });

  it('never has an invisible, a control or an over-long name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (given, userAgent) => {
          const name = describeDevice(given, userAgent);
          expect(name).not.toBe('');
          expect([...name].length).toBeLessThanOrEqual(80);
          expect(name).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        },
      ),
    );
  });
});
