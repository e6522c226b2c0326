// Catalogue: P1.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allDefinitions, readSettings, SettingsError } from './settings.js';

const root = mkdtempSync(join(tmpdir(), 'socle-settings-'));
afterAll(() => rmSync(root, { recursive: true }));

const read = (environment: Record<string, string> = {}) => readSettings(environment, root);

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

const namesOf = (environment: Record<string, string>): string[] =>
  problemsOf(environment).map((problem) => problem.split(' ', 1)[0] ?? '');

/** A value that no setting of that name accepts; the others accept any text. */
const wrong: Record<string, string> = {
  NODE_ENV: 'prod-4711',
  PORT: '65536000',
  PUBLIC_URL: 'ftp://4711.example',
  DATABASE_URL: 'mysql://root:pw4711@db',
  CORS_ORIGINS: 'https://ok.example,4711',
  TRUSTED_PROXY_HOPS: '-4711',
  INTROSPECTION: 'perhaps-4711',
  LIMITS_FACTOR: '0x4711.',
  METRICS_PORT: 'port4711',
  LOG_LEVEL: 'loud4711',
  ACCESS_TOKEN_TTL: '4711',
  REFRESH_IDLE_TTL: '4711d',
  REFRESH_ABSOLUTE_TTL: '-4711d',
  REFRESH_GRACE: '4711s',
  FRESH_FOR: 'soon4711',
  REGISTRATION: 'sometimes4711',
  PASSWORD_MIN_LENGTH: '4711',
};

describe('settings', () => {
  it('have a default each, so that nothing needs to be set', () => {
    expect(read()).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://localhost:4000',
      dataDir: join(root, '.data'),
      databaseFile: join(root, '.data', 'main.db'),
      keysDir: join(root, '.data', 'keys'),
      corsOrigins: [],
      introspection: 'on',
      modules: {
        auth: { registration: 'open', passwordMinLength: 15 },
        sessions: { accessTtlMs: 600_000, graceMs: 10_000, freshForMs: 600_000 },
      },
    });
  });

  it('follow from each other where that is said', () => {
    expect(read({ PORT: '5000' }).publicUrl).toBe('http://localhost:5000');
    expect(read({ DATA_DIR: '/srv/socle' })).toMatchObject({
      databaseFile: '/srv/socle/main.db',
      keysDir: '/srv/socle/keys',
    });
    expect(read({ DATABASE_URL: 'sqlite:other.db', KEYS_DIR: 'k' })).toMatchObject({
      databaseFile: join(root, 'other.db'),
      keysDir: join(root, 'k'),
    });
    expect(
      read({ PUBLIC_URL: 'https://Socle.Example:443/', CORS_ORIGINS: 'https://a.example, http://b.example:8080/' }),
    ).toMatchObject({
      publicUrl: 'https://socle.example',
      corsOrigins: ['https://a.example', 'http://b.example:8080'],
    });
  });

  it('an empty one is the default', () => expect(read({ PORT: '', PUBLIC_URL: '' })).toEqual(read()));

  it('all wrong ones are named at once, and never what they hold', () => {
    expect(namesOf(wrong).toSorted()).toEqual(Object.keys(wrong).toSorted());
    expect(problemsOf(wrong).join('\n')).not.toContain('4711');
  });

  it.each([
    'http://x.example/path',
    'http://x.example/?q',
    'http://user:pw@x.example',
    'x.example',
    'javascript:alert(1)',
  ])("PUBLIC_URL is no '%s'", (PUBLIC_URL) => {
    expect(namesOf({ PUBLIC_URL })).toEqual(['PUBLIC_URL']);
  });

  it('want a port each: PORT and METRICS_PORT are not the same', () => {
    expect(namesOf({ PORT: '5000', METRICS_PORT: '5000' })).toEqual(['METRICS_PORT']);
    expect(namesOf({ PORT: '9464' })).toEqual(['METRICS_PORT']);
    expect(namesOf({ PORT: '0', METRICS_PORT: '0' })).toEqual([]);
  });

  it('says that PostgreSQL is not served yet, rather than that it is unknown', () => {
    expect(problemsOf({ DATABASE_URL: 'postgresql://u:secret@db/x' })).toEqual([
      expect.stringMatching(/^DATABASE_URL must be sqlite:PATH \(PostgreSQL/),
    ]);
  });
});

describe('a setting in a file', () => {
  const file = join(root, 'token');
  writeFileSync(file, 'a-long-token-of-metrics\n');

  it.each(Object.keys(allDefinitions()))('%s may be', (name) => {
    expect(namesOf({ [`${name}_FILE`]: join(root, 'no-such-file') })).toEqual([name]);
  });

  it('is read without the line break at its end', () =>
    expect(read({ METRICS_TOKEN_FILE: file }).metricsToken).toBe('a-long-token-of-metrics'));

  it('is not also given as a value', () =>
    expect(problemsOf({ METRICS_TOKEN: 'x', METRICS_TOKEN_FILE: file })).toEqual([
      expect.stringMatching(/^METRICS_TOKEN is given twice/),
    ]));
});

describe('production', () => {
  const production = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://socle.example',
    METRICS_TOKEN: 'sixteen-or-more-characters',
  };

  it('runs with what it needs, and shows its schema to signed-in people only', () => {
    expect(read(production)).toMatchObject({ production: true, introspection: 'signed-in' });
  });

  it('needs an address and a token of metrics', () =>
    expect(namesOf({ NODE_ENV: 'production' })).toEqual(['PUBLIC_URL', 'METRICS_TOKEN']));

  it.each([
    [{ PUBLIC_URL: 'http://socle.example' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'http://localhost.evil.example' }, 'PUBLIC_URL'],
    [{ METRICS_TOKEN: 'too-short' }, 'METRICS_TOKEN'],
    [{ LIMITS_FACTOR: '10' }, 'LIMITS_FACTOR'],
  ])('refuses %j', (more, name) => expect(namesOf({ ...production, ...more })).toEqual([name]));

  it.each(['http://localhost:4000', 'http://127.0.0.1', 'http://[::1]:80'])('lets %s be plain', (PUBLIC_URL) => {
    expect(namesOf({ ...production, PUBLIC_URL })).toEqual([]);
  });
});
