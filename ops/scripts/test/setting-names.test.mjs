// Catalogue: P6.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../lib/fingerprint.mjs';
import { inHouse } from '../lib/house.mjs';

const read = (path) => readFileSync(inHouse(path), 'utf8');
const namesIn = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesOf(['ops'], (path) => path.endsWith('node_modules')).filter((path) => path.endsWith('.md')),
];
const scripts = filesOf(['ops', 'client/e2e'], (path) => path.endsWith('node_modules')).filter((path) =>
  /\.(mjs|ts|sh)$/.test(path),
);

const settings = namesIn(read('.env.example'), /^# ([A-Z_]+)=/gm);
const known = new Set([
  ...settings,
  ...settings.map((name) => `${name}_FILE`),
  ...namesIn(read('docker-compose.yml'), /\$\{([A-Z_]+)/g),
  ...scripts.flatMap((path) => namesIn(read(path), /\bprocess\.env\.([A-Z_]+)/g)),
  ...JSON.parse(read('schema/vocabulary.json')).errors.map(({ code }) => code),
  'BAD_USER_INPUT',
  'NAME_FILE',
]);

/** What looks like a setting: words in capitals joined by a line, or one that is given a value. */
const namedIn = (text) => [
  ...namesIn(text, /(?<![\w-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g),
  ...namesIn(text, /(?<![\w-])([A-Z][A-Z0-9]+)=/g),
];

describe('the settings that people read about', () => {
  it('were found', () => {
    const all = new Set(pages.flatMap((page) => namedIn(read(page))));
    expect([...all]).toEqual(expect.arrayContaining(['DATA_DIR', 'PUBLIC_URL', 'REGISTRATION', 'SOCLE_PORT']));
  });

  it.each(pages)('exist: %s', (page) => expect(namedIn(read(page)).filter((name) => !known.has(name))).toEqual([]));
});
