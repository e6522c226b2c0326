import { describe, expect, it } from 'vitest';
import { choice, duration, integer } from './settings.js';

describe('a duration', () => {
  const setting = duration('10m', 'A wait.', { min: '1s', max: '1h' });

  it.each([
    ['1s', 1_000],
    ['1500ms', 1_500],
    ['15m', 900_000],
    ['1h', 3_600_000],
  ])('%s is %d ms', (raw, ms) => {
    expect(setting.parse(raw)).toBe(ms);
  });

  it('falls back to its own default', () => expect(setting).toMatchObject({ fallback: 600_000, shown: '10m' }));

  it.each(['', '10', '10 m', '-1s', '1.5h', '0x1s', '999ms', '61m', '1w', '1e3s'])(
    "'%s' is refused, without being repeated",
    (raw) => {
      expect(() => setting.parse(raw)).toThrow(/^must (be a duration such as 10s|lie between 1s and 1h)/);
    },
  );

  it('a default out of its own range is a bug', () =>
    expect(() => duration('2h', '', { min: '1s', max: '1h' })).toThrow());
});

describe('an integer', () => {
  const setting = integer(15, 'In characters.', { min: 8, max: 64 });

  it.each(['8', '15', '64'])('%s fits', (raw) => expect(setting.parse(raw)).toBe(Number(raw)));

  it.each(['', '7', '65', '-9', '1e1', '0x10', '12.5', ' 12', '٣٣'])("'%s' is refused", (raw) => {
    expect(() => setting.parse(raw)).toThrow('must be a whole number from 8 to 64');
  });
});

describe('a choice', () => {
  const setting = choice('open', 'Who.', ['open', 'closed']);

  it('is one of its words', () => expect(setting.parse('closed')).toBe('closed'));

  it.each(['', 'OPEN', 'ope', 'toString'])("'%s' is refused", (raw) => {
    expect(() => setting.parse(raw)).toThrow('must be one of open, closed');
  });
});
