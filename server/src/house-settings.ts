import type { SettingDefinition, SettingDefinitions } from '#kernel/module.js';
import { choice, duration, integer } from '#kernel/settings.js';

const text = <T extends string | null>(
  fallback: T,
  shown: string,
  help: string,
  check: (raw: string) => string,
): SettingDefinition<T | string> => ({
  parse: check,
  fallback,
  shown,
  help,
});

function webAddress(raw: string): string {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol))
    throw new Error('must be an http or https address');
  const { pathname, search, hash, username } = new URL(raw);
  if (pathname !== '/' || search || hash || username)
    throw new Error('must be an address without path, query or credentials');
  return new URL(raw).origin;
}

function sqliteAddress(raw: string): string {
  if (/^postgres(ql)?:/.test(raw))
    throw new Error('must be sqlite:PATH (PostgreSQL is not served by this version yet)');
  if (!/^sqlite:.+/.test(raw)) throw new Error('must be sqlite:PATH');
  return raw;
}

const origins = (raw: string): readonly string[] => raw.split(',').map((origin) => webAddress(origin.trim()));

function factor(raw: string): number {
  const value = Number(raw);
  if (!(value > 0) || value > 1_000_000) throw new Error('must be a number above 0');
  return value;
}

const asGiven = (raw: string): string => raw;

function recipient(raw: string): string {
  if (!/^age1[a-z0-9]{20,}$/.test(raw)) throw new Error('must be a public key of age, which begins with age1');
  return raw;
}

/** The settings of the house itself; modules bring theirs. */
export const houseDefinitions = {
  NODE_ENV: choice('development', 'production refuses weak or missing secrets and plain http.', [
    'development',
    'test',
    'production',
  ]),
  HOST: text('127.0.0.1', '127.0.0.1', 'The address to listen on.', asGiven),
  PORT: integer(4000, 'The port of client and API.', { min: 0, max: 65_535 }),
  PUBLIC_URL: text(
    null,
    'http://localhost:4000',
    'The only source of links, of the cookie’s security and of the issuer.',
    webAddress,
  ),
  DATA_DIR: text('.data', '.data', 'Databases, keys, files.', asGiven),
  DATABASE_URL: text(null, 'sqlite:.data/main.db', 'Where the main database is.', sqliteAddress),
  VAULT_DATABASE_URL: text(
    null,
    'sqlite:.data/vault.db',
    'Where the database of encrypted personal data is; never the main one.',
    sqliteAddress,
  ),
  ERASURE_LEDGER: text(
    null,
    '.data/erasures.ledger',
    'Who was erased, as keyed hashes; on another disk than the databases, and never restored to an older state.',
    asGiven,
  ),
  KEYS_DIR: text(
    null,
    '.data/keys',
    'Signing, sealing, journal, erasure and master keys; made at the first start outside production.',
    asGiven,
  ),
  CORS_ORIGINS: {
    parse: origins,
    fallback: [] as readonly string[],
    shown: '',
    help: 'Other origins that may call the API, comma-separated.',
  },
  TRUSTED_PROXY_HOPS: integer(0, 'How many proxies in front of the server may name the client’s address.', {
    min: 0,
    max: 10,
  }),
  INTROSPECTION: text(null, 'on', 'on, off or signed-in; in production signed-in.', (raw) =>
    choice('on', '', ['on', 'off', 'signed-in']).parse(raw),
  ),
  LIMITS_FACTOR: {
    parse: factor,
    fallback: 1,
    shown: '1',
    help: 'Multiplies the allowances of limits; refused in production.',
  },
  METRICS_PORT: integer(9464, 'The port of /metrics, never the public one.', { min: 0, max: 65_535 }),
  METRICS_TOKEN: text(null, '', 'The bearer token of /metrics; needed in production.', asGiven),
  BACKUP_EVERY: {
    ...duration('1d', 'How often the server makes a backup by itself, such as 1d; without it, never.', {
      min: '1m',
      max: '366d',
    }),
    fallback: null,
    shown: '',
  } satisfies SettingDefinition<number | null>,
  BACKUP_DIR: text(null, '.data/backups', 'Where those backups are made; best on another disk.', asGiven),
  BACKUP_KEEP: integer(7, 'How many of them are kept.', { min: 1, max: 9_999 }),
  BACKUP_RECIPIENT: text(null, '', 'The public key of age that backups are encrypted to.', recipient),
  LOG_LEVEL: choice('info', 'fatal, error, warn, info, debug, trace or silent.', [
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ]),
} satisfies SettingDefinitions;

/** The values of these settings. */
export type HouseValues = {
  readonly [Name in keyof typeof houseDefinitions]:
    ReturnType<(typeof houseDefinitions)[Name]['parse']> | (typeof houseDefinitions)[Name]['fallback'];
};
