// Catalogue: V10 (no key in the repository).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../lib/fingerprint.mjs';
import { inHouse } from '../lib/house.mjs';

/** What a secret looks like where somebody left it. */
const shapes = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
  'a refresh token of ours': /\bsrt1\.[0-9a-f]{8}-[0-9a-f-]{27}\.\d+\.(?!A{43})[\w-]{43}\b/,
  'an API token of ours': /\bsocle_pat_[\w-]{49}(?![\w-])/,
  'a claim address': /\/claim#[\w-]{43}\b/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/,
  'a token of a code host or registry': /\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|npm_[A-Za-z0-9]{36})\b/,
  'a password in an address': /\b[a-z]+:\/\/[^\s/:@'"`$<>{}]+:[^\s/@'"`$<>{}]{8,}@(?!host\b)[\w.-]+/,
  'an assigned secret': /\b(?:METRICS_TOKEN|[A-Z_]*SECRET|[A-Z_]*API_KEY)=(?!\$)[\w+/=-]{16,}/,
};

const leftOut = (path) =>
  /(^|\/)(node_modules|dist|build|coverage|\.git|\.data|\.socle|\.svelte-kit|generated|\.stryker-tmp)(\/|$)/.test(
    path,
  ) || /\.(png|ico|woff2|db|log)$/.test(path);

const finds = (text) => Object.keys(shapes).filter((name) => shapes[name].test(text));

describe('the scan', () => {
  const letters = 'Ab3'.repeat(20);
  it.each([
    ['a private key', `-----BEGIN ${'PRIVATE KEY'}-----\n${letters}`],
    ['a signed token', `eyJ${letters.slice(0, 12)}.eyJ${letters.slice(0, 12)}.${letters.slice(0, 43)}`],
    ['a refresh token of ours', `srt1.${'0190b5e4-1234-7000-8000-123456789abc'}.7.${letters.slice(0, 43)}`],
    ['an API token of ours', `socle_pat_${letters.slice(0, 49)}`],
    ['a claim address', `http://localhost:4000/claim#${letters.slice(0, 43)}`],
    ['a key of a cloud', `AKIA${'ABCD'.repeat(4)}`],
    ['a token of a code host or registry', `ghp_${letters.slice(0, 36)}`],
    ['a password in an address', `postgres://root:${letters.slice(0, 12)}@db.example`],
    ['an assigned secret', `METRICS_TOKEN=${letters.slice(0, 20)}`],
  ])('sees %s', (name, text) => expect(finds(`before ${text} after`)).toContain(name));

  it('lets what is documentation pass', () =>
    expect(
      finds('/claim#EDPmTgvk… eyJhbGciOiJFUzI1NiIs… METRICS_TOKEN= METRICS_TOKEN_FILE=/data/metrics.token'),
    ).toEqual([]));
});

describe('the repository', () => {
  const files = filesOf(['.'], leftOut);

  it('is looked at as a whole', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'docker-compose.yml', 'server/src/main.ts']));
  });

  it('holds no key, no token, no password', () => {
    const found = files.flatMap((file) =>
      finds(readFileSync(inHouse(file), 'utf8')).map((name) => `${name} in ${file}`),
    );
    expect(found).toEqual([]);
  });

  it('keeps settings and data of an instance out', () => {
    const ignored = readFileSync(inHouse('.gitignore'), 'utf8').split('\n');
    for (const name of ['.env', '.data*/', 'node_modules/', 'dist/']) expect(ignored).toContain(name);
    expect(files.filter((file) => /(^|\/)\.env$|\.(pem|key|p12|pfx)$/.test(file))).toEqual([]);
  });
});
