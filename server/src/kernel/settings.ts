import type { SettingDefinition } from './module.js';

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function parseDuration(raw: string): number {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(raw) ?? [];
  if (!amount || !unit) throw new Error('must be a duration such as 10s, 15m, 12h or 7d');
  return Number(amount) * unitMs[unit as keyof typeof unitMs];
}

/** A duration setting, read as milliseconds. */
export function duration(
  fallback: string,
  help: string,
  range: { min: string; max: string },
): SettingDefinition<number> {
  const [min, max] = [parseDuration(range.min), parseDuration(range.max)];
  const parse = (raw: string): number => {
    const value = parseDuration(raw);
    if (value < min || value > max) throw new Error(`must lie between ${range.min} and ${range.max}`);
    return value;
  };
  return { parse, fallback: parse(fallback), shown: fallback, help };
}

/** A duration that may be left out, read as milliseconds or null. */
export function optionalDuration(help: string, range: { min: string; max: string }): SettingDefinition<number | null> {
  return { ...duration(range.min, help, range), fallback: null, shown: '' };
}

/** A whole number within a range. */
export function integer(
  fallback: number,
  help: string,
  range: { min: number; max: number },
): SettingDefinition<number> {
  const parse = (raw: string): number => {
    const value = Number(raw);
    if (!/^\d{1,9}$/.test(raw) || value < range.min || value > range.max)
      throw new Error(`must be a whole number from ${range.min} to ${range.max}`);
    return value;
  };
  return { parse, fallback, shown: String(fallback), help };
}

/** One of a few words. */
export function choice<const Word extends string>(
  fallback: Word,
  help: string,
  words: readonly Word[],
): SettingDefinition<Word> {
  const parse = (raw: string): Word => {
    const word = words.find((known) => known === raw);
    if (!word) throw new Error(`must be one of ${words.join(', ')}`);
    return word;
  };
  return { parse, fallback, shown: fallback, help };
}
