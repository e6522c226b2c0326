import { describe, expect, it } from 'vitest';
import { suggestPassphrase } from './passphrase.ts';

describe('suggestPassphrase', () => {
  it.each(['en', 'fr'] as const)('draws six plain words (%s)', async (language) => {
    const phrases = await Promise.all(Array.from({ length: 50 }, () => suggestPassphrase(language)));
    for (const phrase of phrases) expect(phrase).toMatch(/^([a-z]{3,8}-){5}[a-z]{3,8}$/);
    expect(new Set(phrases).size).toBe(50);
  });
});
