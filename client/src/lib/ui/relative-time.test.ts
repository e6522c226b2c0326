import { describe, expect, it } from 'vitest';
import { relativeTime } from './relative-time.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const ago = (seconds: number, locale: string) => relativeTime(new Date(NOW - seconds * 1000), NOW, locale);

describe('relativeTime', () => {
  it.each([
    [5, 'now', 'maintenant'],
    [120, '2 minutes ago', 'il y a 2 minutes'],
    [3_600, '1 hour ago', 'il y a 1 heure'],
    [86_400, 'yesterday', 'hier'],
    [3 * 86_400, '3 days ago', 'il y a 3 jours'],
  ])('%d seconds ago', (seconds, english, french) => {
    expect(ago(seconds, 'en-GB')).toBe(english);
    expect(ago(seconds, 'fr-FR')).toBe(french);
  });

  it('becomes a date after a week, with the year once it is another', () => {
    expect(ago(10 * 86_400, 'en-GB')).toBe('11 Nov');
    expect(ago(400 * 86_400, 'en-GB')).toBe('17 Oct 2025');
  });
});
