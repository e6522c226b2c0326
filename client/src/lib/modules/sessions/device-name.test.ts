import { describe, expect, it } from 'vitest';
import { locale } from '#lib/i18n/index.ts';
import { deviceLabel } from './device-name.ts';

describe('the name of a device', () => {
  it.each([
    ['Firefox on Linux', 'Firefox sous Linux'],
    ['Chrome on Chrome OS', 'Chrome sous Chrome OS'],
    ['curl/8.5', 'curl/8.5'],
  ])('%s', (name, french) => {
    locale.choose('en');
    expect(deviceLabel(name)).toBe(name);
    locale.choose('fr');
    expect(deviceLabel(name)).toBe(french);
  });
});
