import { duration } from '#kernel/settings.js';

/** The lifetimes of tokens, in milliseconds. */
export interface SessionSettings {
  readonly accessTtlMs: number;
  readonly idleTtlMs: number;
  readonly absoluteTtlMs: number;
  readonly graceMs: number;
  readonly freshForMs: number;
}

export const definitions = {
  ACCESS_TOKEN_TTL: duration('10m', 'How long an access token lasts.', { min: '1s', max: '1h' }),
  REFRESH_IDLE_TTL: duration('7d', 'A session ends after this long without use.', { min: '1s', max: '90d' }),
  REFRESH_ABSOLUTE_TTL: duration('30d', 'A session ends after this long, however it is used.', {
    min: '1s',
    max: '365d',
  }),
  REFRESH_GRACE: duration('10s', 'How long the previous refresh token still answers the same successor.', {
    min: '0s',
    max: '60s',
  }),
  FRESH_FOR: duration('10m', 'How long a proven password allows sensitive acts.', { min: '1s', max: '1h' }),
};

type Values = { readonly [Name in keyof typeof definitions]: number };

export const read = (values: Values): SessionSettings => ({
  accessTtlMs: values.ACCESS_TOKEN_TTL,
  idleTtlMs: values.REFRESH_IDLE_TTL,
  absoluteTtlMs: values.REFRESH_ABSOLUTE_TTL,
  graceMs: values.REFRESH_GRACE,
  freshForMs: values.FRESH_FOR,
});
