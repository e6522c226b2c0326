// Catalogue: P1, V10, T21 (what is missing or broken closes the door).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { builtProgram } from '#house/build-info.js';
import { readSettings, SettingsError } from '#house/settings.js';
import { KeyError } from '#kernel/operator-error.js';
import { makeMissingKeys, readKeyRing } from '#platform/crypto/keys.js';
import { sized } from '#test/sized.js';
import { throwAwayFolder } from '#test/durability/built-server.js';

/** EX_CONFIG of sysexits.h. */
const badConfiguration = 78;
/** Stands in every value that must not be shown. */
const canary = 'c4n4ry';

const folder = throwAwayFolder();
afterAll(() => folder.remove());

const goodKeys = join(folder.path, 'keys');
makeMissingKeys(goodKeys, new Date());

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://socle.example',
  METRICS_TOKEN: 'sixteen-or-more-characters',
  KEYS_DIR: goodKeys,
};

/** A copy of good keys with one thing wrong. */
function brokenKeys(name: string, breakThem: (dir: string, signingFile: string) => void): string {
  const dir = join(folder.path, `${canary}-${name}`);
  cpSync(goodKeys, dir, { recursive: true });
  const [file = ''] = readdirSync(join(dir, 'signing'));
  breakThem(dir, join(dir, 'signing', file));
  return dir;
}

const pemOf = (key: ReturnType<typeof generateKeyPairSync>['privateKey']): string | Buffer =>
  key.export({ type: 'pkcs8', format: 'pem' });
const rsa = (): string | Buffer => pemOf(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey);
const p384 = (): string | Buffer => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey);

mkdirSync(join(folder.path, 'empty'));

/** What is wrong, and the name that the refusal has to give. */
const bad: readonly [what: string, environment: Record<string, string>, named: string][] = [
  ['an unknown environment', { NODE_ENV: `${canary}uction` }, 'NODE_ENV'],
  ['no public address', { PUBLIC_URL: '' }, 'PUBLIC_URL'],
  ['a plain public address', { PUBLIC_URL: `http://${canary}.example` }, 'PUBLIC_URL'],
  ['a plain address that begins like this machine', { PUBLIC_URL: `http://localhost.${canary}.example` }, 'PUBLIC_URL'],
  ['a public address with a password', { PUBLIC_URL: `https://root:${canary}@socle.example` }, 'PUBLIC_URL'],
  ['a public address with a path', { PUBLIC_URL: `https://socle.example/${canary}` }, 'PUBLIC_URL'],
  ['a script as public address', { PUBLIC_URL: `javascript:${canary}` }, 'PUBLIC_URL'],
  ['no token of metrics', { METRICS_TOKEN: '' }, 'METRICS_TOKEN'],
  ['a short token of metrics', { METRICS_TOKEN: canary }, 'METRICS_TOKEN'],
  ['a token given twice', { METRICS_TOKEN: `${canary}-${canary}-1`, METRICS_TOKEN_FILE: '/dev/null' }, 'METRICS_TOKEN'],
  ['a token file that is not there', { METRICS_TOKEN: '', METRICS_TOKEN_FILE: `/${canary}` }, 'METRICS_TOKEN_FILE'],
  ['every origin', { CORS_ORIGINS: '*' }, 'CORS_ORIGINS'],
  ['no origin at all', { CORS_ORIGINS: 'null' }, 'CORS_ORIGINS'],
  ['a pattern of origins', { CORS_ORIGINS: `https://ok.example,${canary}.*` }, 'CORS_ORIGINS'],
  ['introspection for everybody', { INTROSPECTION: 'on' }, 'INTROSPECTION'],
  ['a debugging log', { LOG_LEVEL: 'debug' }, 'LOG_LEVEL'],
  ['a tracing log', { LOG_LEVEL: 'trace' }, 'LOG_LEVEL'],
  ['limits switched off', { LIMITS_FACTOR: '1000' }, 'LIMITS_FACTOR'],
  ['more trusted proxies than there can be', { TRUSTED_PROXY_HOPS: '4711' }, 'TRUSTED_PROXY_HOPS'],
  ['a password for a server of databases', { DATABASE_URL: `postgresql://u:${canary}@db/x` }, 'DATABASE_URL'],
  ['passwords of four characters', { PASSWORD_MIN_LENGTH: '4' }, 'PASSWORD_MIN_LENGTH'],
  ['a grace of a day', { REFRESH_GRACE: '1d' }, 'REFRESH_GRACE'],
  ['access tokens of a day', { ACCESS_TOKEN_TTL: '1d' }, 'ACCESS_TOKEN_TTL'],
  ['no keys', { KEYS_DIR: join(folder.path, 'empty') }, 'signing'],
  [
    'no sealing key',
    { KEYS_DIR: brokenKeys('unsealed', (dir) => rmSync(join(dir, 'sealing.key'))) },
    'sealing.key is missing',
  ],
  [
    'a sealing key cut short',
    { KEYS_DIR: brokenKeys('short', (dir) => truncateSync(join(dir, 'sealing.key'), 31)) },
    'sealing.key must hold exactly 32 bytes',
  ],
  ['an empty signing key', { KEYS_DIR: brokenKeys('none', (_, file) => truncateSync(file)) }, 'ES256'],
  [
    'a key that others can read',
    { KEYS_DIR: brokenKeys('open', (_, file) => chmodSync(file, 0o640)) },
    'open to others',
  ],
  ['an RSA key', { KEYS_DIR: brokenKeys('rsa', (_, file) => writeFileSync(file, rsa())) }, 'ES256'],
  ['a key on another curve', { KEYS_DIR: brokenKeys('p384', (_, file) => writeFileSync(file, p384())) }, 'ES256'],
];

let ports = 0;

async function start(environment: Record<string, string>): Promise<{ code: unknown; said: string }> {
  const env = {
    PATH: process.env['PATH'],
    ...production,
    DATA_DIR: join(folder.path, `data${(ports += 1)}`),
    PORT: '0',
    METRICS_PORT: '0',
    ...environment,
  };
  const child = spawn(process.execPath, [builtProgram('main.js')], { env, timeout: 25_000 });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, said: out + error };
}

/** What the house says of these settings and keys before it opens; empty where it finds nothing wrong. */
function refusalOf(environment: Record<string, string>): string {
  try {
    readKeyRing(readSettings({ ...production, ...environment }, folder.path).keysDir);
    return '';
  } catch (error) {
    if (error instanceof SettingsError || error instanceof KeyError) return error.message;
    throw error;
  }
}

function expectNoSecret(said: string, environment: Record<string, string>): void {
  if (!environment['KEYS_DIR']) expect(said).not.toContain(canary);
  expect(said).not.toContain('BEGIN');
}

describe('a house in production', () => {
  it('opens with what these tests begin with', () => expect(refusalOf({})).toBe(''));

  it.each(bad)('finds fault with %s, and shows no value', (_what, environment, named) => {
    const said = refusalOf(environment);
    expect(said).toContain(named);
    expectNoSecret(said, environment);
  });
});

describe('the process ends with 78 on', () => {
  const tried = bad.filter((_, index) => index % sized(5, 1) === 0);

  it.each(tried)('%s', { timeout: 30_000 }, async (_what, environment, named) => {
    const { code, said } = await start(environment);
    expect(said).toContain(named);
    expect(code, said).toBe(badConfiguration);
    expectNoSecret(said, environment);
  });
});
